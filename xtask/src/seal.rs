//! Seals the page that Trunk has built: no script, style or handler stands in the HTML itself, and a content
//! policy forbids that any ever does.
//!
//! Trunk starts the page from an inline module. A policy without exceptions allows none, so it becomes a file
//! beside the others, which relative addresses in it then refer to. Each worker gets a name of its content, and the page
//! is told that name. Trunk calls this after every build, for
//! `trunk serve` too (see Trunk.toml). Sealing a sealed page changes nothing.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use sha2::{Digest as _, Sha256, Sha384};

use crate::{split, style};

/// What the page may load and run. It asks nobody but its own host for anything, ever.
///
/// `frame-ancestors` is not here: browsers heed it only in a header, which static hosts do not let us set.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'";

/// The workers' programs, each of which is also the name under which the page is told its address.
const WORKERS: [&str; 2] = ["muctieu-simulator", "muctieu-analyst"];

/// A worker's last words: what fails on the way is thrown, and not only refused, for a page hears of the one and not of
/// the other.
const END: &str = ".catch(fault => setTimeout(() => { throw fault; }));";

const POLICY_SELECTOR: &str = r#"meta[http-equiv="content-security-policy" i]"#;

/// The hook that Trunk calls: seals the folder that it is about to publish.
pub fn hook() -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR");
    let folder = folder.context("this is for Trunk to call: run `cargo xtask build`")?;
    // A page in development stays in one piece: it has no relocations, and nobody waits for its bytes.
    let is_release = std::env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    let linked = if is_release { Some(linked()?) } else { None };
    seal(Path::new(&folder), linked.as_deref())
}

/// The program as the linker left it. It lies in the folder that this command was built in as well.
fn linked() -> Result<Vec<u8>> {
    const LINKED: &str = "wasm32-unknown-unknown/release/muctieu.wasm";
    let here = std::env::current_exe()?;
    let file = here
        .ancestors()
        .map(|folder| folder.join(LINKED))
        .find(|file| file.is_file())
        .with_context(|| format!("there is no {LINKED} beside {}", here.display()))?;
    fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Seals the page in this folder; with the linked program, its module is split in two as well.
pub fn seal(folder: &Path, linked: Option<&[u8]>) -> Result<()> {
    let file = folder.join("index.html");
    let html =
        fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let html = match linked {
        Some(linked) => split::publish(&html, folder, linked)?,
        None => html,
    };
    let mut html = externalise(&html, folder)?;
    for worker in WORKERS {
        html = with_worker(&html, worker, folder)?;
    }
    squeeze(folder)?;
    let html = with_policy(&html)?;
    let html = with_digests(&html, folder)?;
    check(&html)?;
    fs::write(&file, html).with_context(|| format!("{} cannot be written", file.display()))
}

/// Takes comments and the space that nothing needs out of the style sheets: a fifth of what is transferred of them.
fn squeeze(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "css") {
            let sheet = fs::read_to_string(&path)?;
            fs::write(&path, style::squeezed(&sheet))?;
        }
    }
    Ok(())
}

/// Moves every inline script into a file named after its content.
fn externalise(html: &str, folder: &Path) -> Result<String> {
    let mut scripts: Vec<String> = Vec::new();
    let cell = std::cell::RefCell::new(&mut scripts);
    rewrite(
        html,
        RewriteStrSettings::new()
            .append_element_content_handler(element!("script:not([src])", |_| {
                cell.borrow_mut().push(String::new());
                Ok(())
            }))
            .append_element_content_handler(text!("script:not([src])", |chunk| {
                if let Some(script) = cell.borrow_mut().last_mut() {
                    script.push_str(chunk.as_str());
                }
                Ok(())
            })),
    )?;
    let mut names = Vec::with_capacity(scripts.len());
    for script in &scripts {
        let script = script.trim();
        let name = format!("start-{}.js", short_hash(script.as_bytes()));
        fs::write(folder.join(&name), format!("{script}\n"))
            .with_context(|| format!("{name} cannot be written"))?;
        names.push(name);
    }
    let mut names = names.into_iter();
    rewrite_elements(html, "script:not([src])", |element| {
        let name = names
            .next()
            .context("the page changed between two readings")?;
        // The digest is filled in with the others.
        element.set_attribute("src", &format!("./{name}"))?;
        element.set_attribute("integrity", "")?;
        element.set_inner_content("", ContentType::Text);
        Ok(())
    })
}

/// Gives a worker's two files names of their content, as Trunk does with all others: a cached worker of yesterday
/// would not understand today's page. What starts it is put at its script's end, and the page is told the script's
/// name; it is not preloaded, for the page loads it when it is first needed.
fn with_worker(html: &str, worker: &str, folder: &Path) -> Result<String> {
    let file = |end: &str| folder.join(format!("{worker}{end}"));
    // Not there in a page without a worker, nor in one that is sealed already.
    let (Ok(script), Ok(wasm)) = (fs::read_to_string(file(".js")), fs::read(file("_bg.wasm")))
    else {
        return Ok(html.to_owned());
    };
    let role = worker.split_once('-').map_or(worker, |(_, role)| role);
    let hash = short_hash(&[script.as_bytes(), &wasm, END.as_bytes()].concat());
    let name = format!("{role}-{hash}");
    // The address is relative to the script, wherever the page lies.
    let start = format!("{script}\nwasm_bindgen({{ module_or_path: \"./{name}.wasm\" }}){END}\n");
    fs::write(folder.join(format!("{name}.js")), start)?;
    fs::rename(file("_bg.wasm"), folder.join(format!("{name}.wasm")))?;
    fs::remove_file(file(".js"))?;
    let tag = format!("<meta name=\"{worker}\" content=\"./{name}.js\">");
    rewrite_elements(html, "head", |element| {
        element.append(&tag, ContentType::Html);
        Ok(())
    })
}

/// The first half of a content's digest: enough to tell files apart.
pub fn short_hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest
        .iter()
        .take(8)
        .fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"))
}

/// Puts the policy before everything that it governs.
fn with_policy(html: &str) -> Result<String> {
    let html = rewrite_elements(html, POLICY_SELECTOR, |element| {
        element.remove();
        Ok(())
    })?;
    // A browser looks for the character set in the first kilobyte: the policy leaves it room enough.
    let tag = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    rewrite_elements(&html, "head", |element| {
        element.prepend(&tag, ContentType::Html);
        Ok(())
    })
}

/// Computes every digest anew: Trunk's are of the files as they were before any later step.
fn with_digests(html: &str, folder: &Path) -> Result<String> {
    rewrite_elements(html, "[integrity]", |element| {
        // Chromium checks no digest of what is preloaded for `fetch`, and complains about it in the console.
        if element.get_attribute("as").as_deref() == Some("fetch") {
            element.remove_attribute("integrity");
            return Ok(());
        }
        let address = element
            .get_attribute("src")
            .or_else(|| element.get_attribute("href"));
        let address = address.unwrap_or_default();
        let bytes = fs::read(folder.join(&address))
            .with_context(|| format!("the page loads “{address}”, which is not there"))?;
        let digest = BASE64_STANDARD.encode(Sha384::digest(bytes));
        element.set_attribute("integrity", &format!("sha384-{digest}"))?;
        Ok(())
    })
}

/// Refuses a page that the policy would break, or that would reach outside its folder.
fn check(html: &str) -> Result<()> {
    let mut faults = Vec::new();
    let mut policies = 0;
    rewrite_elements(html, "*", |element| {
        let tag = element.tag_name();
        let is_policy = element
            .get_attribute("http-equiv")
            .is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"));
        policies += u32::from(is_policy);
        if tag == "script" && !element.has_attribute("src") {
            faults.push("an inline <script>".to_owned());
        }
        if tag == "style" || tag == "base" {
            faults.push(format!("a <{tag}> element"));
        }
        for attribute in element.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            if name == "style" || name.starts_with("on") {
                faults.push(format!("the attribute {name} on <{tag}>"));
            }
            // Links that a reader follows may lead anywhere; what the page loads by itself may not.
            let loads = matches!(name.as_str(), "src" | "srcset" | "data" | "poster")
                || (name == "href" && tag == "link");
            if loads && (value.starts_with('/') || value.contains("://")) {
                faults.push(format!(
                    "<{tag}> loads “{value}”, which is not a relative address"
                ));
            }
            if value
                .trim_start()
                .to_ascii_lowercase()
                .starts_with("javascript:")
            {
                faults.push(format!("a javascript: address on <{tag}>"));
            }
        }
        Ok(())
    })?;
    ensure!(
        policies == 1,
        "the page has {policies} content policies; it must have a <head> that takes one"
    );
    if faults.is_empty() {
        return Ok(());
    }
    bail!(
        "the content policy forbids what stands in index.html: {}",
        faults.join("; ")
    )
}

pub fn rewrite_elements(
    html: &str,
    selector: &str,
    mut each: impl FnMut(&mut Element) -> Result<()>,
) -> Result<String> {
    rewrite(
        html,
        RewriteStrSettings::new().append_element_content_handler(element!(selector, |element| {
            each(element)?;
            Ok(())
        })),
    )
}

fn rewrite(html: &str, settings: RewriteStrSettings<'_, '_>) -> Result<String> {
    rewrite_str(html, settings).map_err(|error| anyhow!("index.html cannot be rewritten: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = "<!doctype html><html><head><meta charset=\"utf-8\">\
        <link rel=\"stylesheet\" href=\"./a.css\" integrity=\"sha384-old\"></head><body>\
        <script type=\"module\">\nimport init from './m.js';\nif (1 < 2 && true) init();\n</script></body></html>";

    fn sealed(html: &str) -> Result<(tempfile::TempDir, String)> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("a.css"), "a{}")?;
        fs::write(folder.path().join("index.html"), html)?;
        seal(folder.path(), None)?;
        let html = fs::read_to_string(folder.path().join("index.html"))?;
        Ok((folder, html))
    }

    #[test]
    fn moves_the_inline_script_into_a_file() -> Result<()> {
        let (folder, html) = sealed(BUILT)?;
        let (_, rest) = html
            .split_once("src=\"./start-")
            .context("no start script")?;
        let (hash, rest) = rest.split_once(".js\"").context("no end of the name")?;
        assert!(
            rest.starts_with(" integrity=\"sha384-") && rest.contains("></script>"),
            "{rest}"
        );
        let script = fs::read_to_string(folder.path().join(format!("start-{hash}.js")))?;
        assert_eq!(
            script,
            "import init from './m.js';\nif (1 < 2 && true) init();\n"
        );
        Ok(())
    }

    #[test]
    fn puts_the_policy_first_and_renews_digests() -> Result<()> {
        let (_folder, html) = sealed(BUILT)?;
        assert!(html.contains("<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src"));
        assert!(!html.contains("sha384-old"));
        Ok(())
    }

    #[test]
    fn names_the_worker_after_its_content_and_tells_the_page() -> Result<()> {
        let folder = tempfile::tempdir()?;
        for (name, content) in [
            ("a.css", "a{}"),
            ("index.html", BUILT),
            ("muctieu-simulator.js", "let wasm_bindgen;"),
            ("muctieu-simulator_bg.wasm", "wasm"),
        ] {
            fs::write(folder.path().join(name), content)?;
        }
        seal(folder.path(), None)?;
        seal(folder.path(), None)?;
        let html = fs::read_to_string(folder.path().join("index.html"))?;
        let (_, rest) = html
            .split_once("<meta name=\"muctieu-simulator\" content=\"./simulator-")
            .context("the page does not know the worker")?;
        let (hash, rest) = rest.split_once(".js\">").context("no end of the name")?;
        assert!(!rest.contains("muctieu-simulator"), "told twice: {rest}");
        let script = fs::read_to_string(folder.path().join(format!("simulator-{hash}.js")))?;
        assert!(script.ends_with(&format!(
            "wasm_bindgen({{ module_or_path: \"./simulator-{hash}.wasm\" }}){END}\n"
        )));
        assert!(
            folder
                .path()
                .join(format!("simulator-{hash}.wasm"))
                .is_file()
        );
        assert!(!folder.path().join("muctieu-simulator.js").exists());
        Ok(())
    }

    #[test]
    fn sealing_twice_changes_nothing() -> Result<()> {
        let (folder, once) = sealed(BUILT)?;
        seal(folder.path(), None)?;
        assert_eq!(fs::read_to_string(folder.path().join("index.html"))?, once);
        Ok(())
    }

    #[test]
    fn refuses_what_the_policy_forbids() {
        for (body, fault) in [
            ("<p style=\"color:red\">", "the attribute style on <p>"),
            ("<style>p{}</style>", "a <style> element"),
            (
                "<button onclick=\"go()\">",
                "the attribute onclick on <button>",
            ),
            (
                "<a href=\" JavaScript:go()\">",
                "a javascript: address on <a>",
            ),
            (
                "<img src=\"https://example.org/a.png\">",
                "not a relative address",
            ),
            ("<img src=\"/a.png\">", "not a relative address"),
        ] {
            let html = BUILT.replace("<body>", &format!("<body>{body}"));
            let said = sealed(&html).map_or_else(|error| error.to_string(), |(_, html)| html);
            assert!(said.contains(fault), "{body}: {said}");
        }
        assert!(sealed("<p>no head</p>").is_err());
    }
}
