//! The second half of the page: fetching it and joining it to the first.

use js_sys::{Object, Promise, Reflect, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::document;

/// Under this name the second module imports from the first; `cargo xtask seal` writes it so.
const FIRST: &str = "first";

/// Fetches the second module and its style sheet and joins them to the first: the functions behind the gate are there
/// afterwards. A page that was built in one piece names neither, and has all from the start.
pub async fn join() -> Result<(), JsValue> {
    // Heard from the start: when the module fails first, a style sheet that fails as well is no fault that nobody handles.
    let style =
        document::meta("muctieu-second-style").map(|address| JsFuture::from(sheet(&address)));
    if let Some(address) = document::meta("muctieu-second") {
        module(&address).await?;
    }
    if let Some(style) = style {
        style.await?;
    }
    Ok(())
}

async fn module(address: &str) -> Result<(), JsValue> {
    let imports = Object::new();
    Reflect::set(&imports, &FIRST.into(), &wasm_bindgen::exports())?;
    let streamed = WebAssembly::instantiate_streaming(&fetch(address)?.into(), &imports);
    if JsFuture::from(streamed).await.is_ok() {
        return Ok(());
    }
    // Some hosts do not know the type of such files, which reading it as it comes in takes.
    let response: web_sys::Response = JsFuture::from(fetch(address)?).await?.dyn_into()?;
    if !response.ok() {
        return Err(response.status().into());
    }
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    let module = JsFuture::from(WebAssembly::compile(&bytes)).await?;
    JsFuture::from(WebAssembly::instantiate_module(
        &module.unchecked_into(),
        &imports,
    ))
    .await?;
    Ok(())
}

/// Has a style sheet come. One that came before stays, so trying again is harmless.
fn sheet(address: &str) -> Promise {
    Promise::new(&mut |done, failed| {
        let link = document::link_sheet(address);
        match link {
            Some(link) => {
                link.set_onload(Some(&done));
                link.set_onerror(Some(&failed));
            }
            None => {
                let _ = failed.call0(&JsValue::NULL);
            }
        }
    })
}

fn fetch(address: &str) -> Result<Promise, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    Ok(window.fetch_with_str(address))
}
