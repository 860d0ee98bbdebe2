"""The cast and the small plan that every test may ask for."""

pytest_plugins = ["tests.cast", "tests.plan_cast"]
