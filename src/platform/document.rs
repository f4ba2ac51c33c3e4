//! The document: hooks on `<html>` and `<body>`, the title, the address, the theme of the system.

/// Sets an attribute of `<html>`.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

/// Takes an attribute of `<html>` away.
pub fn unset_root(name: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.remove_attribute(name);
    }
}

/// Sets an attribute of `<body>`.
pub fn set_body(name: &str, value: &str) {
    if let Some(body) = document().and_then(|document| document.body()) {
        let _ = body.set_attribute(name, value);
    }
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Takes the elements of index.html away that stood in before the application.
pub fn remove_stand_ins() {
    for id in ["shell", "boot-failure"] {
        if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
            element.remove();
        }
    }
}

/// The fragment of the address, with its `#`.
pub fn fragment() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// The address of the page without its fragment, for links to it.
pub fn address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok());
    let href = href.unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Puts another fragment into the address, in place of the one that is there: nobody is told, and nothing is added to
/// what the browser's back button goes through.
pub fn replace_fragment(fragment: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(fragment));
    }
}

/// Goes to a fragment.
pub fn go(fragment: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(fragment);
    }
}

/// The path of the page, under which storage keeps what belongs to it.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Brings the element of that id to the middle of the window, or its beginning to the top.
pub fn bring_into_view(id: &str, middle: bool) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(if middle {
            web_sys::ScrollLogicalPosition::Center
        } else {
            web_sys::ScrollLogicalPosition::Start
        });
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Moves the focus to the element of that id, and brings it into view.
pub fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

/// Whether there is an element of that id.
pub fn has(id: &str) -> bool {
    document()
        .and_then(|document| document.get_element_by_id(id))
        .is_some()
}

/// Whether an event's target matches a selector.
pub fn is(target: Option<web_sys::EventTarget>, selector: &str) -> bool {
    use wasm_bindgen::JsCast;
    target
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.matches(selector).unwrap_or(false))
}

/// Whether the system asks for a dark page.
pub fn prefers_dark() -> bool {
    matches(DARK)
}

/// The media query of a dark system.
pub const DARK: &str = "(prefers-color-scheme: dark)";

fn matches(query: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// What a `<meta name="…">` of the page holds.
pub fn meta(name: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let element = document.query_selector(&format!("meta[name=\"{name}\"]"));
    element.ok()??.get_attribute("content")
}

/// Links a style sheet.
pub fn link_sheet(address: &str) -> Option<web_sys::HtmlElement> {
    use wasm_bindgen::JsCast;
    let document = document()?;
    let link: web_sys::HtmlElement = document.create_element("link").ok()?.dyn_into().ok()?;
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", address).ok()?;
    document
        .document_element()?
        .first_element_child()?
        .append_child(&link)
        .ok()?;
    Some(link)
}
