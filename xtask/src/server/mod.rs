//! A static server for the built page on 127.0.0.1, that remembers what it was asked for.
//!
//! It serves one folder under one prefix, so that journeys can prove that the page works from a sub-folder
//! of a host and asks for nothing outside it.

mod content;

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tiny_http::{Method, Request, Server};

pub use self::content::BLANK;
use self::content::Content;

/// Browsers ask for the first files of a page all at once.
const WORKERS: usize = 4;

/// One request, as the server saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// Path and query as sent.
    pub path: String,
    /// The `Host` header; empty when there was none.
    pub host: String,
    /// The status of the answer.
    pub status: u16,
}

/// A running server; it stops when dropped.
pub struct Site {
    address: SocketAddr,
    prefix: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    server: Arc<Server>,
    workers: Vec<JoinHandle<()>>,
}

impl Site {
    /// Serves `folder` under `prefix` (`/` or `/a/b/`) on `port` of 127.0.0.1; port 0 takes any free one.
    pub fn serve(folder: &Path, prefix: &str, port: u16) -> io::Result<Self> {
        Self::start(folder, prefix, port, None)
    }

    /// Serves as [`Site::serve`] does, with this script run before every other in each page: it comes as a file
    /// of the same folder, so that a content policy lets it.
    pub fn watch(folder: &Path, prefix: &str, port: u16, script: &str) -> io::Result<Self> {
        Self::start(folder, prefix, port, Some(script.to_owned()))
    }

    fn start(folder: &Path, prefix: &str, port: u16, watch: Option<String>) -> io::Result<Self> {
        let folder = folder.canonicalize()?;
        let prefix = format!("/{}/", prefix.trim_matches('/')).replace("//", "/");
        let server = Server::http(("127.0.0.1", port)).map_err(|error| {
            match error.downcast::<io::Error>() {
                Ok(error) => *error,
                Err(error) => io::Error::other(error),
            }
        })?;
        let server = Arc::new(server);
        let address = server
            .server_addr()
            .to_ip()
            .ok_or_else(|| io::Error::other("the server has no IP address"))?;
        let asked = Arc::default();
        let content = Content {
            folder,
            prefix: prefix.clone(),
            watch,
        };
        let workers = (0..WORKERS)
            .map(|_| {
                let (server, asked, content) =
                    (Arc::clone(&server), Arc::clone(&asked), content.clone());
                thread::spawn(move || {
                    while let Ok(request) = server.recv() {
                        handle(request, &content, &asked);
                    }
                })
            })
            .collect();
        Ok(Self {
            address,
            prefix,
            asked,
            server,
            workers,
        })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address of the page, with a slash at the end.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin(), self.prefix)
    }

    /// Everything asked so far, in the order of the answers.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Forgets what was asked so far.
    pub fn forget(&self) {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        for worker in self.workers.drain(..) {
            // A worker that panicked has said so on standard error.
            let _ = worker.join();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        for _ in 0..WORKERS {
            self.server.unblock();
        }
    }
}

fn handle(request: Request, content: &Content, asked: &Mutex<Vec<Asked>>) {
    let response = if matches!(request.method(), Method::Get | Method::Head) {
        content.respond(request.url())
    } else {
        content::refuse()
    };
    let host = request
        .headers()
        .iter()
        .find(|header| header.field.equiv("Host"));
    let entry = Asked {
        method: request.method().to_string(),
        path: request.url().to_owned(),
        host: host
            .map(|header| header.value.to_string())
            .unwrap_or_default(),
        status: response.status_code().0,
    };
    asked
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(entry);
    // The reader may have gone: then nobody is left to tell.
    let _ = request.respond(response);
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;

    type Done = Result<(), Box<dyn std::error::Error>>;

    fn folder() -> io::Result<tempfile::TempDir> {
        let outer = tempfile::tempdir()?;
        fs::write(outer.path().join("secret.txt"), "secret")?;
        let dist = outer.path().join("dist");
        fs::create_dir_all(dist.join("phông"))?;
        fs::write(dist.join("index.html"), "<!doctype html>")?;
        fs::write(dist.join("phông/a.woff2"), "font")?;
        fs::write(dist.join("x_bg.wasm"), "wasm")?;
        Ok(outer)
    }

    fn ask(site: &Site, line: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(site.address)?;
        write!(
            stream,
            "{line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            site.address
        )?;
        let mut all = String::new();
        stream.read_to_string(&mut all)?;
        Ok(all)
    }

    #[test]
    fn serves_a_folder_under_a_prefix_and_remembers() -> Done {
        let outer = folder()?;
        let site = Site::serve(&outer.path().join("dist"), "/tinh/muc-tieu", 0)?;
        assert!(site.url().ends_with("/tinh/muc-tieu/"));
        let page = ask(&site, "GET /tinh/muc-tieu/?x=1")?;
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains("text/html"),
            "{page}"
        );
        let wasm = ask(&site, "GET /tinh/muc-tieu/x_bg.wasm")?;
        assert!(
            wasm.contains("application/wasm") && wasm.contains("nosniff"),
            "{wasm}"
        );
        let font = ask(&site, "GET /tinh/muc-tieu/ph%C3%B4ng/a.woff2")?;
        assert!(
            font.contains("font/woff2") && font.ends_with("font"),
            "{font}"
        );
        let moved = ask(&site, "GET /tinh/muc-tieu")?;
        assert!(
            moved.starts_with("HTTP/1.1 308") && moved.contains("Location: /tinh/muc-tieu/"),
            "{moved}"
        );
        assert!(ask(&site, "GET /")?.starts_with("HTTP/1.1 404"));
        assert!(ask(&site, "POST /tinh/muc-tieu/")?.starts_with("HTTP/1.1 405"));
        let asked = site.asked();
        assert_eq!(asked.len(), 6);
        assert_eq!(asked[0].path, "/tinh/muc-tieu/?x=1");
        assert_eq!(asked[0].host, site.address.to_string());
        assert_eq!((asked[5].method.as_str(), asked[5].status), ("POST", 405));
        Ok(())
    }

    #[test]
    fn puts_a_script_before_every_other() -> Done {
        let outer = folder()?;
        let dist = outer.path().join("dist");
        fs::write(
            dist.join("index.html"),
            "<head><meta><script src=a.js></script></head>",
        )?;
        let site = Site::watch(&dist, "/a/", 0, "let x;")?;
        let page = ask(&site, "GET /a/")?;
        assert!(
            page.ends_with("<head><meta><script src=\"./__watch.js\"></script><script src=a.js></script></head>"),
            "{page}"
        );
        assert!(ask(&site, "GET /a/__watch.js")?.ends_with("let x;"));
        Ok(())
    }
}
