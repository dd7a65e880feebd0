// Everything works without this file first; it adds keys, focus and quick swaps.
import "htmx.org";
import "./focus";
import "./keys";
import "./list_keys";
import "./panel";
import "./amounts";
import "./drafts";
