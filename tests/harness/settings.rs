//! How the page keeps its settings: the one place to change when it keeps them otherwise.

use serde_json::json;

/// The key in the browser's storage.
pub const KEY: &str = "muctieu:settings";

/// The mark that the page sets once it answers input.
pub const READY: &str = "muctieu:ready";

/// The measures that the page takes for every input: of the model, and of the drawing.
pub const RECOMPUTE: &str = "muctieu:recompute";
/// See [`RECOMPUTE`].
pub const PAINT: &str = "muctieu:paint";

/// The address of the generated workspace of 1,000 indicators with ten years of monthly figures each.
pub const THOUSAND: &str = "#/?thu=1000";

/// The button on the overview that turns a scenario on, and with it the levers.
pub const TRY_SCENARIO: &str = "[data-try-scenario]";

/// The stored settings for a language (`vi`, `en`) and a theme (`light`, `dark`, `system`).
pub fn stored(language: &str, theme: &str) -> String {
    json!({ "language": language, "theme": theme }).to_string()
}
