import "./shifting-clock.js";
import { endUnforced } from "./unforced-exit.js";

endUnforced();
