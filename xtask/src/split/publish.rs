//! Putting the two halves of the page in place of the whole that Trunk has published.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Halves, sheets};
use crate::seal::short_hash;

/// Under these names the page is told the addresses of its second module and of the style sheet that goes with it.
const SECOND: &str = "muctieu-second";
const SECOND_STYLE: &str = "muctieu-second-style";

/// Has the second half on its way before the program asks for it, where it will (see `start` in `src/app.rs`).
const HURRY: &str = "const stored = () => {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith('muctieu:'));
  } catch {
    return false;
  }
};
if (!/^#?\\/?$/.test(location.hash) || stored()) {
  for (const [as, href] of [['fetch', './MODULE'], ['style', './STYLE']]) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as, href });
    if (as === 'fetch') link.crossOrigin = 'anonymous';
    document.head.append(link);
  }
}
";

/// Splits the page in this folder by what the linker knows of its program. All files get names of their content: a half
/// of yesterday does not fit one of today. A page that is split already stays as it is.
pub fn publish(html: &str, folder: &Path, linked: &[u8]) -> Result<String> {
    if html.contains(SECOND) {
        return Ok(html.to_owned());
    }
    let (html, later) = sheets::join(html, folder)?;
    let whole = name_ending(&html, "_bg.wasm")?;
    let glue = whole.replace("_bg.wasm", ".js");
    let built = fs::read(folder.join(whole)).with_context(|| format!("{whole} cannot be read"))?;
    let script =
        fs::read_to_string(folder.join(&glue)).with_context(|| format!("{glue} cannot be read"))?;
    let halves =
        super::split(linked, &built, &script).context("the page cannot be split in two")?;
    let Halves {
        first,
        second,
        glue: script,
    } = halves;
    let named = |name: &str, end: &str, content: &[u8]| -> Result<String> {
        let name = format!("{name}-{}.{end}", short_hash(content));
        fs::write(folder.join(&name), content)
            .with_context(|| format!("{name} cannot be written"))?;
        Ok(name)
    };
    let first = named("first", "wasm", &first)?;
    let second = named("second", "wasm", &second)?;
    let script = named("glue", "js", script.as_bytes())?;
    for file in [whole, &glue] {
        fs::remove_file(folder.join(file))?;
    }
    let hurry = HURRY.replace("MODULE", &second).replace("STYLE", &later);
    let told = format!(
        "<meta name=\"{SECOND}\" content=\"./{second}\"><meta name=\"{SECOND_STYLE}\" content=\"./{later}\"></head>"
    );
    Ok(html
        .replace(whole, &first)
        .replace(&glue, &script)
        .replacen("</head>", &told, 1)
        .replacen("import init", &format!("{hurry}import init"), 1))
}

/// The name of a file that the page speaks of.
fn name_ending<'a>(html: &'a str, end: &str) -> Result<&'a str> {
    let found = html.match_indices(end).find_map(|(at, _)| {
        let start = html[..at].rfind(['/', '"', '\''])? + 1;
        Some(&html[start..at + end.len()])
    });
    found.with_context(|| format!("index.html names no file that ends in {end}"))
}
