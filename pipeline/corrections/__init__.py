"""What people have put right: written down once, and applied again after every conversion."""
