//! A static server for the built page on 127.0.0.1, that remembers what it was asked for.
//!
//! It serves one folder under one prefix, so that journeys can prove that the page works from a sub-folder
//! of a host and asks for nothing outside it.

mod connection;
mod content;

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use self::content::BLANK;
use self::content::Content;

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

/// What is done with requests for files whose names have one of these parts: a bad network, as journeys meet it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Trouble {
    /// All are answered.
    #[default]
    None,
    /// They wait until the trouble is over.
    Wait(&'static [&'static str]),
    /// They are told that there is no such file.
    Lose(&'static [&'static str]),
}

/// A running server; it stops when dropped.
pub struct Site {
    address: SocketAddr,
    prefix: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    trouble: Arc<Mutex<Trouble>>,
    stop: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
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
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let address = listener.local_addr()?;
        let (asked, stop, trouble) = (Arc::default(), Arc::default(), Arc::default());
        let content = Arc::new(Content {
            folder,
            prefix: prefix.clone(),
            watch,
        });
        let thread = {
            let (asked, stop) = (Arc::clone(&asked), Arc::clone(&stop));
            let trouble = Arc::clone(&trouble);
            thread::spawn(move || listen(&listener, &stop, &content, &asked, &trouble))
        };
        Ok(Self {
            address,
            prefix,
            asked,
            trouble,
            stop,
            listener: Some(thread),
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

    /// Makes trouble, or ends it.
    pub fn trouble(&self, trouble: Trouble) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(listener) = self.listener.take() {
            // A listener that panicked has said so on standard error.
            let _ = listener.join();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // It waits for a connection; this is the last one.
        let _ = TcpStream::connect(self.address);
    }
}

fn listen(
    listener: &TcpListener,
    stop: &AtomicBool,
    content: &Arc<Content>,
    asked: &Arc<Mutex<Vec<Asked>>>,
    trouble: &Arc<Mutex<Trouble>>,
) {
    for stream in listener.incoming() {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        // A browser that gave up before we looked is no reason to stop.
        let Ok(stream) = stream else { continue };
        let (content, asked) = (Arc::clone(content), Arc::clone(asked));
        let trouble = Arc::clone(trouble);
        thread::spawn(move || {
            let note = |entry| {
                asked
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(entry);
            };
            // Whoever broke the connection off is not there to be told about it.
            let _ = connection::serve(&stream, &content, |path| is_lost(&trouble, path), note);
        });
    }
}

/// Waits while a request is to wait, and tells whether it is to be lost.
fn is_lost(trouble: &Mutex<Trouble>, path: &str) -> bool {
    let concerns = |parts: &[&str]| parts.iter().any(|part| path.contains(part));
    loop {
        match &*trouble.lock().unwrap_or_else(PoisonError::into_inner) {
            Trouble::Wait(parts) if concerns(parts) => {}
            Trouble::Lose(parts) if concerns(parts) => return true,
            _ => return false,
        }
        thread::sleep(Duration::from_millis(10));
    }
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
    fn answers_however_many_connections_are_held_open() -> Done {
        let outer = folder()?;
        let site = Site::serve(&outer.path().join("dist"), "/", 0)?;
        let held: Vec<_> = (0..40)
            .map(|_| TcpStream::connect(site.address))
            .collect::<Result<_, _>>()?;
        assert!(ask(&site, "GET /")?.starts_with("HTTP/1.1 200"));
        // Two requests in one connection, the second sent before the first is answered.
        let mut stream = &held[0];
        write!(
            stream,
            "GET / HTTP/1.1\r\n\r\nHEAD /x_bg.wasm HTTP/1.1\r\nConnection: close\r\n\r\n"
        )?;
        let mut all = String::new();
        stream.read_to_string(&mut all)?;
        assert!(
            all.contains("<!doctype html>HTTP/1.1 200 OK")
                && all.ends_with("Content-Length: 4\r\n\r\n"),
            "{all}"
        );
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
