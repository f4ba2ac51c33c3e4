//! Style sheets: one for the first screen, one for the others.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use lol_html::html_content::ContentType;

use crate::seal::{rewrite_elements, short_hash};
use crate::style::squeezed;

const SHEETS: &str = "link[rel=\"stylesheet\"]";

/// Puts the sheets that the page links into one, and those that it marks `data-later` into another, which the program
/// loads together with its second module: gives the page, and the name of the second sheet. One file packs better than
/// ten.
///
/// The rules lie in layers, whose order the first sheet tells: so it does not matter that the later ones come later.
pub fn join(html: &str, folder: &Path) -> Result<(String, String)> {
    let mut joined = [String::new(), String::new()];
    rewrite_elements(html, SHEETS, |link| {
        let address = link.get_attribute("href").unwrap_or_default();
        let file = folder.join(&address);
        let sheet =
            fs::read_to_string(&file).with_context(|| format!("{address} cannot be read"))?;
        fs::remove_file(&file)?;
        joined[usize::from(link.has_attribute("data-later"))].push_str(&squeezed(&sheet));
        Ok(())
    })?;
    let [first, later] = [("style", &joined[0]), ("later", &joined[1])].map(|(name, sheet)| {
        let name = format!("{name}-{}.css", short_hash(sheet.as_bytes()));
        (folder.join(&name), name, sheet)
    });
    for (file, _, sheet) in [&first, &later] {
        fs::write(file, sheet)?;
    }
    let mut is_first = true;
    let html = rewrite_elements(html, SHEETS, |link| {
        if std::mem::take(&mut is_first) {
            // The digest is filled in with the others.
            let tag = format!(
                "<link rel=\"stylesheet\" href=\"./{}\" integrity=\"\">",
                first.1
            );
            link.replace(&tag, ContentType::Html);
        } else {
            link.remove();
        }
        Ok(())
    })?;
    Ok((html, later.1))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use anyhow::Result;

    use super::join;

    #[test]
    fn sheets_become_two() -> Result<()> {
        let folder = tempfile::tempdir()?;
        for (name, sheet) in [("a.css", "a {}"), ("b.css", "b {}"), ("c.css", "c {}")] {
            fs::write(folder.path().join(name), sheet)?;
        }
        let html = "<head><link rel=\"stylesheet\" href=\"./a.css\"/><link rel=\"stylesheet\" href=\"./b.css\" data-later=\"\"/>\
            <link rel=\"stylesheet\" href=\"./c.css\"/></head>";
        let (html, later) = join(html, folder.path())?;
        let (_, rest) = html.split_once("href=\"./").unwrap_or_default();
        let (first, rest) = rest.split_once('"').unwrap_or_default();
        assert_eq!(fs::read_to_string(folder.path().join(first))?, "a{}c{}");
        assert_eq!(fs::read_to_string(folder.path().join(later))?, "b{}");
        assert_eq!(rest, " integrity=\"\"></head>");
        assert!(!folder.path().join("a.css").exists());
        Ok(())
    }
}
