"""What OpenAPI says of analytics beyond what the views show by themselves."""

from analytics.schema import activity, imports, platform, recommendations, user

__all__ = ["activity", "imports", "platform", "recommendations", "user"]
