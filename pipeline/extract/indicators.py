def read_indicators(g,n): return [],[]
