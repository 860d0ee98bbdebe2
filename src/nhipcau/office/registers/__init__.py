"""Number books: who gives which number, without a gap and never twice (sổ đăng ký số)."""
