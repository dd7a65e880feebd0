// Every page works without this file; it adds keys, focus, quick swaps and kept drafts.
// What it expects of the pages stands in docs/screens.md, "What the script looks for".
import htmx from "htmx.org";
import "./going";
import "./waiting";
import "./command";
import "./focus";
import "./keys";
import "./key_list";
import "./items";
import "./picks";
import "./matrix";
import "./choosing";
import "./panel";
import "./echo";
import "./sides";
import "./drafts";
import "./unsent";
import "./print";

// Going back loads the page again: the server answers a swapped part to a request that swaps.
htmx.config.history = "reload";
