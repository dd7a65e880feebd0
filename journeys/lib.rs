//! Tests that cross rooms live in `tests/`; the journeys in a browser are the `.mjs` files.
