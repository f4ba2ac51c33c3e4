//! One connection: requests of HTTP/1.1 one after another, until the browser closes it.
//!
//! Our own, because the small server crates hand connections to a pool of threads, and a browser that holds six
//! open at once can starve the seventh. Here each connection has a thread of its own.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use super::Asked;
use super::content::{Content, Reply};

/// A request's head that is longer than this is none.
const LONGEST_HEAD: u64 = 32 * 1024;

/// A browser that says nothing for so long has gone.
const IDLE: Duration = Duration::from_secs(120);

/// What matters in a request's head.
struct Head {
    method: String,
    path: String,
    host: String,
    close: bool,
}

/// Answers requests until the other side closes or says something that is no request.
pub(super) fn serve(
    stream: &TcpStream,
    content: &Content,
    is_lost: impl Fn(&str) -> bool,
    mut note: impl FnMut(Asked),
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(IDLE))?;
    let mut reader = BufReader::new(stream);
    while let Some(head) = read_head(&mut reader)? {
        let is_read = matches!(head.method.as_str(), "GET" | "HEAD");
        let reply = if is_read && is_lost(&head.path) {
            content.reply("/lost")
        } else if is_read {
            content.reply(&head.path)
        } else {
            Reply::refusal()
        };
        // Another method may bring a body, which we would take for the next request.
        let close = head.close || !is_read;
        note(Asked {
            status: reply.status,
            host: head.host,
            path: head.path,
            method: head.method.clone(),
        });
        write(stream, &reply, head.method == "HEAD", close)?;
        if close {
            break;
        }
    }
    Ok(())
}

/// Reads up to the empty line; nothing when the other side has closed.
fn read_head(reader: &mut BufReader<&TcpStream>) -> io::Result<Option<Head>> {
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len();
        // A line at a time, so that nothing of the next request is taken.
        if reader
            .by_ref()
            .take(LONGEST_HEAD)
            .read_until(b'\n', &mut bytes)?
            == 0
        {
            return Ok(None);
        }
        if matches!(&bytes[before..], b"\r\n" | b"\n") && before > 0 {
            return parse(&bytes).map(Some);
        }
        if bytes.len() as u64 >= LONGEST_HEAD {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
}

fn parse(bytes: &[u8]) -> io::Result<Head> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    request
        .parse(bytes)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let header = |name: &str| {
        let found = request
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name));
        found
            .map(|header| String::from_utf8_lossy(header.value).into_owned())
            .unwrap_or_default()
    };
    Ok(Head {
        method: request.method.unwrap_or_default().to_owned(),
        path: request.path.unwrap_or_default().to_owned(),
        host: header("Host"),
        close: header("Connection").eq_ignore_ascii_case("close") || request.version == Some(0),
    })
}

fn write(mut stream: &TcpStream, reply: &Reply, only_head: bool, close: bool) -> io::Result<()> {
    let reason = match reply.status {
        200 => "OK",
        308 => "Permanent Redirect",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Internal Server Error",
    };
    let mut bytes = Vec::with_capacity(reply.body.len() + 300);
    write!(bytes, "HTTP/1.1 {} {reason}\r\n", reply.status)?;
    // A wrong media type must fail here as it would on a strict host, and a new build must be seen at the next
    // reload.
    let fixed = [
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-cache"),
    ];
    for (name, value) in fixed
        .into_iter()
        .chain([("Content-Type", reply.media_type)])
    {
        write!(bytes, "{name}: {value}\r\n")?;
    }
    if let Some(location) = &reply.location {
        write!(bytes, "Location: {location}\r\n")?;
    }
    if close {
        write!(bytes, "Connection: close\r\n")?;
    }
    write!(bytes, "Content-Length: {}\r\n\r\n", reply.body.len())?;
    if !only_head {
        bytes.extend_from_slice(&reply.body);
    }
    stream.write_all(&bytes)?;
    stream.flush()
}
