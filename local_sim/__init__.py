"""A caller for the service without an account at Amazon or Google: it speaks HTTP to the platforms' doors."""
