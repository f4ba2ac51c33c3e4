//! What the server answers: which file a path means, and how it is labelled.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use tiny_http::{Header, Response};

/// An empty page under the served prefix, answered without a file: journeys open it to reach the page's
/// storage before the page itself runs.
pub const BLANK: &str = "__blank";

/// A script that the server may put into the pages that it serves, see `Site::watch`.
const WATCH: &str = "__watch.js";

const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

pub(super) type Bytes = Response<io::Cursor<Vec<u8>>>;

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
    pub fn respond(&self, url: &str) -> Bytes {
        if let Some(script) = &self.watch
            && url.strip_prefix(&self.prefix) == Some(WATCH)
        {
            return text(200, "text/javascript; charset=utf-8", script);
        }
        match answer(url, &self.folder, &self.prefix) {
            Answer::Blank => text(
                200,
                HTML,
                "<!doctype html><html lang=\"en\"><title>-</title>",
            ),
            Answer::NotFound => text(404, PLAIN, "Not found.\n"),
            Answer::Redirect(to) => with(text(308, PLAIN, ""), "Location", &to),
            Answer::File(path) => match fs::read(&path) {
                Ok(bytes) if self.watch.is_some() && media_type(&path) == HTML => {
                    text(200, HTML, &watched(&String::from_utf8_lossy(&bytes)))
                }
                Ok(bytes) => with(
                    Response::from_data(bytes),
                    "Content-Type",
                    media_type(&path),
                ),
                Err(error) => text(500, PLAIN, &format!("{error}\n")),
            },
        }
    }
}

/// The answer to anything but GET and HEAD.
pub(super) fn refuse() -> Bytes {
    text(405, PLAIN, "Only GET and HEAD.\n")
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

fn text(status: u16, media_type: &str, body: &str) -> Bytes {
    with(
        Response::from_data(body).with_status_code(status),
        "Content-Type",
        media_type,
    )
}

/// Adds a header, and those that every answer has: a wrong media type must fail here as it would on a strict
/// host, and a new build must be seen at the next reload.
fn with(response: Bytes, name: &str, value: &str) -> Bytes {
    [
        (name, value),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-cache"),
    ]
    .into_iter()
    .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
    .fold(response, Response::with_header)
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
