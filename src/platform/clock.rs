//! The user's clock, for "entered at", and the User Timing marks. The as-of date never comes from here.

use wasm_bindgen::{JsCast, JsValue};

/// The moment in the user's time zone as ISO 8601 with its offset: `2026-11-23T15:04:05+07:00`.
pub fn now_iso() -> String {
    let now = js_sys::Date::new_0();
    // Minutes *behind* UTC, hence the sign.
    let offset = -now.get_timezone_offset();
    let local = js_sys::Date::new(&JsValue::from_f64(now.get_time() + offset * 60_000.0));
    let text: String = local.to_iso_string().into();
    let sign = if offset < 0.0 { '-' } else { '+' };
    let minutes = offset.abs();
    format!(
        "{}{sign}{:02.0}:{:02.0}",
        text.get(..19).unwrap_or(""),
        (minutes / 60.0).floor(),
        minutes % 60.0
    )
}

/// Milliseconds since navigation.
pub fn milliseconds() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// A name that no other tab and no other moment has, for new things.
pub fn fresh_name(prefix: &str) -> String {
    let time = js_sys::Date::now();
    let chance = js_sys::Math::random() * 1e9;
    format!("{prefix}-{time:.0}-{chance:.0}")
}

/// Sets a User Timing mark.
pub fn mark(name: &str) {
    if let Some(performance) = performance() {
        let _ = performance.mark(name);
    }
}

/// Records a User Timing measure from `start` (of [`milliseconds`]) to now.
pub fn measure(name: &str, start: f64) {
    if let Some(performance) = performance() {
        record(&performance, name, start, performance.now());
    }
}

/// Records what was measured elsewhere, between two moments in milliseconds since 1970.
pub fn measure_of(name: &str, start: f64, end: f64) {
    if let Some(performance) = performance() {
        let origin = performance.time_origin();
        record(&performance, name, start - origin, end - origin);
    }
}

/// The timeline keeps every entry; a page that is moved for hours would grow, so all but the newest are let go.
fn record(performance: &web_sys::Performance, name: &str, start: f64, end: f64) {
    let options = js_sys::Object::new();
    let set = |key: &str, value: f64| {
        let _ = js_sys::Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_f64(value));
    };
    set("start", start.max(0.0));
    set("end", end);
    // `web-sys` keeps the form with options behind an unstable flag.
    let method = js_sys::Reflect::get(performance, &JsValue::from_str("measure"));
    if let Some(method) = method
        .ok()
        .and_then(|method| method.dyn_into::<js_sys::Function>().ok())
    {
        let _ = method.call2(performance, &JsValue::from_str(name), &options);
    }
    COUNT.with(|count| {
        count.set(count.get() + 1);
        if count.get() >= KEPT {
            count.set(0);
            performance.clear_measures();
        }
    });
}

/// Measures kept in the timeline before it is cleared.
const KEPT: u32 = 4_000;

thread_local! {
    static COUNT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

fn performance() -> Option<web_sys::Performance> {
    web_sys::window()?.performance()
}
