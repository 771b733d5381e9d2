"""How what was asked is proven whole: windows cut by density, gaps in notice numbers, results, the verdict."""
