"""Every address of the site, read from the resolver itself, and how to fill in its keys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

_KEY_OF_ROUTE = re.compile(r"<(?:\w+:)?(\w+)>")
_KEY_OF_REGEX = re.compile(r"\(\?P<(\w+)>(?:[^()\[\]]|\[[^\]]*\])*\)")


@dataclass(frozen=True)
class Route:
    """One line of a URLconf: its name, or its pattern where it has none; a path with {keys}."""

    name: str
    path: str

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(re.findall(r"{(\w+)}", self.path))


def routes(urlconf: str | None = None) -> list[Route]:
    """Every route that the resolver knows, in its order."""
    return list(_below(get_resolver(urlconf), "/", ()))


def _below(resolver: URLResolver, before: str, spaces: tuple[str, ...]) -> Iterator[Route]:
    for line in resolver.url_patterns:
        path = before + _with_keys(line)
        if isinstance(line, URLPattern):
            name = ":".join([*spaces, line.name]) if line.name else path
            yield Route(name, path)
        else:
            yield from _below(line, path, (*spaces, *filter(None, [line.namespace])))


def _with_keys(line: URLPattern | URLResolver) -> str:
    written = str(line.pattern)
    if isinstance(line.pattern, RoutePattern):
        return _KEY_OF_ROUTE.sub(r"{\1}", written)
    return _KEY_OF_REGEX.sub(r"{\1}", written).removeprefix("^").removesuffix("$")
