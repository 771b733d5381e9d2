"""The spiders, one module for each portal; base classes by the way a portal is asked."""
