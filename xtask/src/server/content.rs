//! What the server answers: which file a path means, and how it is labelled.

use std::fs;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

/// An empty page under the served prefix, answered without a file: journeys open it to reach the page's
/// storage before the page itself runs.
pub const BLANK: &str = "__blank";

/// A script that the server may put into the pages that it serves, see `Site::watch`.
const WATCH: &str = "__watch.js";

const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// An answer, ready to be sent.
pub(super) struct Reply {
    pub status: u16,
    pub media_type: &'static str,
    pub location: Option<String>,
    pub body: Vec<u8>,
}

impl Reply {
    fn new(status: u16, media_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            media_type,
            location: None,
            body: body.into(),
        }
    }

    /// The answer to anything but GET and HEAD.
    pub fn refusal() -> Self {
        Self::new(405, PLAIN, "Only GET and HEAD.\n")
    }
}

/// What is served: a folder under a prefix.
#[derive(Clone)]
pub(super) struct Content {
    pub folder: PathBuf,
    pub prefix: String,
    pub watch: Option<String>,
}

/// What the server has to say to a path.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    File(PathBuf),
    Blank,
    /// To the folder's address with its slash, without which relative addresses in the page would be wrong.
    Redirect(String),
    NotFound,
}

fn answer(url: &str, folder: &Path, prefix: &str) -> Answer {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    if path == prefix.trim_end_matches('/') && !path.is_empty() {
        return Answer::Redirect(prefix.to_owned());
    }
    let Some(rest) = path.strip_prefix(prefix) else {
        return Answer::NotFound;
    };
    if rest == BLANK {
        return Answer::Blank;
    }
    let Ok(rest) = percent_decode_str(rest).decode_utf8() else {
        return Answer::NotFound;
    };
    let mut file = folder.to_owned();
    for component in Path::new(rest.as_ref()).components() {
        // `..`, a root or a drive letter would leave the folder.
        let Component::Normal(name) = component else {
            return Answer::NotFound;
        };
        file.push(name);
    }
    if file.is_dir() {
        if !rest.is_empty() && !rest.ends_with('/') {
            return Answer::Redirect(format!("{path}/"));
        }
        file.push("index.html");
    }
    // A link inside the folder must not lead out of it either.
    match file.canonicalize() {
        Ok(real) if real.is_file() && real.starts_with(folder) => Answer::File(real),
        _ => Answer::NotFound,
    }
}

impl Content {
    /// The answer to GET of this path.
    pub fn reply(&self, url: &str) -> Reply {
        if let Some(script) = &self.watch
            && url.strip_prefix(&self.prefix) == Some(WATCH)
        {
            return Reply::new(200, "text/javascript; charset=utf-8", script.as_str());
        }
        match answer(url, &self.folder, &self.prefix) {
            Answer::Blank => Reply::new(
                200,
                HTML,
                // With an icon, lest a browser ask the host for one.
                "<!doctype html><html lang=\"en\"><title>-</title><link rel=\"icon\" href=\"data:,\">",
            ),
            Answer::NotFound => Reply::new(404, PLAIN, "Not found.\n"),
            Answer::Redirect(to) => Reply {
                location: Some(to),
                ..Reply::new(308, PLAIN, "")
            },
            Answer::File(path) => match fs::read(&path) {
                Ok(bytes) if self.watch.is_some() && media_type(&path) == HTML => {
                    Reply::new(200, HTML, watched(&String::from_utf8_lossy(&bytes)))
                }
                Ok(bytes) => Reply::new(200, media_type(&path), bytes),
                Err(error) => Reply::new(500, PLAIN, format!("{error}\n")),
            },
        }
    }
}

/// The page with our script before its first one.
fn watched(html: &str) -> String {
    let at = html
        .find("<script")
        .or_else(|| html.find("</head>"))
        .unwrap_or_default();
    let (before, after) = html.split_at(at);
    format!("{before}<script src=\"./{WATCH}\"></script>{after}")
}

fn media_type(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "csv" => "text/csv; charset=utf-8",
        "md" | "txt" => PLAIN,
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn never_leaves_the_folder() -> io::Result<()> {
        let outer = tempfile::tempdir()?;
        let dist = outer.path().canonicalize()?.join("dist");
        fs::create_dir(&dist)?;
        fs::write(outer.path().join("secret.txt"), "secret")?;
        fs::write(dist.join("index.html"), "<!doctype html>")?;
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/a/../../secret.txt",
            "//etc/passwd",
            "/%2Fetc%2Fpasswd",
        ] {
            assert_eq!(answer(path, &dist, "/"), Answer::NotFound, "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outer.path().join("secret.txt"), dist.join("link.txt"))?;
            assert_eq!(answer("/link.txt", &dist, "/"), Answer::NotFound);
        }
        assert_eq!(
            answer("/", &dist, "/"),
            Answer::File(dist.join("index.html"))
        );
        Ok(())
    }
}
