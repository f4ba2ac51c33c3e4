//! The processes behind a browser: its driver and, for `WebKit`, a display.
//!
//! Each browser has its own driver on its own port, so that journeys run side by side and what a browser
//! prints belongs to one journey.

use std::io::{BufRead as _, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, bail};
use xtask::programs::{self, on_path};

use crate::wait::until;
use crate::{Engine, Result};

/// Lines that a process has printed, in order.
#[derive(Debug, Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    fn follow(&self, stream: impl Read + Send + 'static) {
        let lines = self.clone();
        thread::spawn(move || {
            let mut reader = BufReader::new(stream);
            let mut line = Vec::new();
            while reader
                .read_until(b'\n', &mut line)
                .is_ok_and(|count| count > 0)
            {
                let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                lines
                    .0
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(text);
                line.clear();
            }
        });
    }

    /// All lines so far.
    pub fn all(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// A process and all that it starts; they end when this is dropped.
#[derive(Debug)]
struct Family(Child);

impl Family {
    /// Starts a command in a process group of its own: a driver that is killed leaves its browser behind.
    fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn();
        Ok(Self(
            child.with_context(|| format!("{name} could not be started"))?,
        ))
    }

    fn stdout(&mut self) -> Result<ChildStdout> {
        self.0.stdout.take().context("the process has no output")
    }

    fn signal(&self, signal: &str) {
        let group = format!("-{}", self.0.id());
        // The group may be gone already, which is what we want.
        let _ = Command::new("kill")
            .args([signal, "--", &group])
            .stderr(Stdio::null())
            .status();
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        self.signal("-TERM");
        for _ in 0..30 {
            if !matches!(self.0.try_wait(), Ok(None)) {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        self.signal("-KILL");
        let _ = self.0.wait();
    }
}

/// A display without a screen.
#[derive(Debug)]
struct Display {
    name: String,
    _family: Family,
}

impl Display {
    fn open() -> Result<Self> {
        let program =
            on_path(programs::XVFB).context("Xvfb is not installed: run `cargo xtask test`")?;
        // It chooses a free number itself and says it on the given descriptor: no race with others.
        let mut command = Command::new(program);
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "3840x2400x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        let mut family = Family::start(command.stderr(Stdio::null()))?;
        let mut line = String::new();
        BufReader::new(family.stdout()?).read_line(&mut line)?;
        let number: u32 = line
            .trim()
            .parse()
            .context("Xvfb did not say which display it opened")?;
        Ok(Self {
            name: format!(":{number}"),
            _family: family,
        })
    }
}

/// A running driver.
#[derive(Debug)]
pub struct Driver {
    /// Where it listens.
    pub url: String,
    /// What it and its browser have printed.
    pub lines: Lines,
    // Dropped in this order: the browser before its display.
    _family: Family,
    _display: Option<Display>,
}

impl Driver {
    /// Starts the driver of an engine; `home` is where a browser without a profile option keeps its files.
    pub async fn start(engine: Engine, home: &std::path::Path) -> Result<Self> {
        let (names, display) = match engine {
            Engine::Chromium => (programs::CHROMEDRIVER, None),
            Engine::Firefox => (programs::GECKODRIVER, None),
            Engine::Webkit => (programs::WEBKITDRIVER, Some(Display::open()?)),
        };
        let program: PathBuf = on_path(names)
            .with_context(|| format!("{} is not installed: run `cargo xtask test`", names[0]))?;
        let port = free_port()?;
        let mut command = Command::new(program);
        command.arg(format!("--port={port}")).stderr(Stdio::piped());
        if let Some(display) = &display {
            webkit_environment(&mut command, &display.name, home);
        }
        if engine == Engine::Firefox {
            command.args(["--log", "warn"]).env("HOME", home);
            command
                .env("MOZ_HEADLESS_WIDTH", "1280")
                .env("MOZ_HEADLESS_HEIGHT", "800");
        }
        let mut family = Family::start(&mut command)?;
        let lines = Lines::default();
        lines.follow(family.stdout()?);
        if let Some(errors) = family.0.stderr.take() {
            lines.follow(errors);
        }
        until("the driver listens", async || {
            if let Ok(Some(status)) = family.0.try_wait() {
                bail!(
                    "the driver of {engine} stopped ({status}): {}",
                    lines.all().join("\n")
                );
            }
            Ok(TcpStream::connect(("127.0.0.1", port)).is_ok())
        })
        .await?;
        Ok(Self {
            url: format!("http://127.0.0.1:{port}"),
            lines,
            _family: family,
            _display: display,
        })
    }
}

/// `WebKit` as root on a machine without a desktop.
fn webkit_environment(command: &mut Command, display: &str, home: &std::path::Path) {
    command
        .env("DISPLAY", display)
        .env("GDK_BACKEND", "x11")
        .env_remove("WAYLAND_DISPLAY");
    // Its sandbox needs user namespaces, which root in a container has not.
    command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    // There is no graphics card and no accessibility bus to wait for. Drawing pages through an emulated card
    // has crashed a page's process (Skia had no program for a shader): pages are drawn by the processor itself.
    command
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
        .env("NO_AT_BRIDGE", "1")
        .env("GTK_A11Y", "none");
    // Downloads and caches land where they are thrown away with the profile.
    command
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join(".config"))
        .env("XDG_CACHE_HOME", home.join(".cache"));
    command.env("XDG_DATA_HOME", home.join(".local/share"));
}

/// The first port that drivers are given. Below those that a system hands out by itself (from 32768 on Linux), to whoever
/// asks for any: between our letting go of a port and the driver's taking it, another journey's page or browser would
/// get it now and then, and we would speak to that.
const FIRST_PORT: u16 = 20_000;
/// How many ports there are to choose from.
const PORTS: u16 = 12_000;

/// A port that nobody listens at; each is given once.
fn free_port() -> Result<u16> {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    // Two runs at a time begin at different places.
    let begin = std::process::id().wrapping_mul(97);
    for _ in 0..PORTS {
        let turn = begin.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed));
        let port = FIRST_PORT + u16::try_from(turn % u32::from(PORTS))?;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free for a driver")
}
