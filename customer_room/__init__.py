"""Customer Room: the meeting room where a company's leadership faces its customers."""

__version__ = "0.1.0"
