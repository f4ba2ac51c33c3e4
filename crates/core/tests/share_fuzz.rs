//! Damaged and hostile links: whatever the text, opening gives a verified content or an error with a sentence, never
//! panics, and never takes more memory than its limit allows.
//!
//! `cargo test --release -p muctieu-core --test share_fuzz -- --ignored --nocapture` tries a million of them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "a test fails by panicking, and tells what it measured"
)]
#![allow(unsafe_code, reason = "memory is counted where it is handed out")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use muctieu_core::builtin;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::scenario::Scenario;
use muctieu_core::share::{self, Carry, ShareError, Shared, View};
use muctieu_core::workspace::Workspace;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

/// Counts the memory that each thread holds.
struct Counting;

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.get() + layout.size();
        HELD.set(held);
        PEAK.set(PEAK.get().max(held));
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.set(HELD.get().saturating_sub(layout.size()));
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most memory that opening one link may take, in bytes: what it unpacks to, twice while it grows, and what is
/// built of it, some ten times its text in the worst case.
const MOST_MEMORY: usize = 16 * share::LARGEST;

/// `SplitMix64`: the same texts on every run.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn letters(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut bits, mut held) = (0u32, 0);
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        held += 8;
        while held >= 6 {
            held -= 6;
            text.push(char::from(LETTERS[(bits >> held) as usize & 63]));
        }
    }
    if held > 0 {
        text.push(char::from(LETTERS[(bits << (6 - held)) as usize & 63]));
    }
    text
}

fn bytes(text: &str) -> Vec<u8> {
    let (mut bits, mut held, mut bytes) = (0u32, 0, Vec::new());
    for letter in text.bytes() {
        let value = LETTERS.iter().position(|other| *other == letter).unwrap();
        bits = (bits << 6) | value as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

fn crc(parts: &[&[u8]]) -> u32 {
    let mut crc = !0u32;
    for byte in parts.iter().flat_map(|part| part.iter()) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

/// A link of packed bytes, with a checksum that is right.
fn framed(version: u8, packed: &[u8]) -> String {
    let mut rest = Vec::new();
    let mut length = packed.len();
    while length >= 0x80 {
        rest.push((length & 0x7F) as u8 | 0x80);
        length >>= 7;
    }
    rest.push(length as u8);
    rest.extend_from_slice(packed);
    let mut all = vec![version];
    all.extend_from_slice(&crc(&[&[version], &rest]).to_le_bytes());
    all.extend_from_slice(&rest);
    letters(&all)
}

fn packed(json: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(json, 3)
}

/// Links to start from, each with its contents as sent, its packed bytes and its JSON.
struct Seed {
    shared: Shared,
    text: String,
    packed: Vec<u8>,
    json: String,
}

fn seeds() -> Vec<Seed> {
    let scenario: Scenario = serde_json::from_str(
        r#"{"id":"s1","name":"Quý IV","note":"thử","changes":[
        {"lever":"growth-4:grdp-growth","value":10.7},
        {"lever":"pace:budget-revenue","value":1.35,"detail":{"from":"2024-10-01","months":2}},
        {"lever":"one-off:ocop","value":3,"detail":{"range":1},"off":true},
        {"lever":"rank:pci-rank","value":38},{"lever":"level:health-insurance","value":97.2}]}"#,
    )
    .unwrap();
    let mut real = builtin::resolution().unwrap();
    real.scenarios = Arc::new(vec![scenario]);
    let mut own = real.clone();
    own.id = "own".into();
    let mut short = (*own.resolution).clone();
    short.text.clear();
    own.resolution = Arc::new(short);
    let mut bare = (*own.indicators).clone();
    for one in &mut bare {
        one.passage = None;
    }
    own.indicators = Arc::new(bare);
    let mut seeds = Vec::new();
    // Most links are the short ones.
    for (workspace, carry) in [
        (&real, Carry::View),
        (&real, Carry::View),
        (&real, Carry::Figures),
        (&own, Carry::Figures),
    ] {
        seeds.push(seed(workspace, carry));
    }
    seeds
}

fn seed(workspace: &Workspace, carry: Carry) -> Seed {
    let focus = ["grdp-growth".into()];
    let view = View {
        as_of: workspace.default_as_of(),
        route: "/kich-ban",
        scenario: workspace.scenarios.first().map(|one| &one.id),
        focus: &focus,
    };
    let shared = Shared::of(workspace, &view, carry);
    let fragment = shared.fragment().unwrap();
    let text = fragment.split_once("s=").unwrap().1.to_owned();
    let framed = bytes(&text);
    let length = if framed[5] & 0x80 == 0 { 1 } else { 2 };
    let json = serde_json::to_string(&shared).unwrap();
    Seed {
        packed: framed[5 + length..].to_vec(),
        shared,
        text,
        json,
    }
}

/// Changes some bytes: flips, deletions, insertions, copies of other places.
fn mutate(bytes: &mut Vec<u8>, draw: &mut Draw, alphabet: &[u8]) {
    for _ in 0..=draw.below(4) {
        let (at, other) = (draw.below(bytes.len()), draw.below(bytes.len()));
        let sign = alphabet[draw.below(alphabet.len())];
        match draw.below(6) {
            _ if bytes.is_empty() => bytes.push(sign),
            0 => bytes[at] = sign,
            1 => {
                bytes.remove(at);
            }
            2 => bytes.insert(at, sign),
            3 => bytes.truncate(at),
            4 => bytes.swap(at, other),
            _ => {
                let span = draw.below(40).min(bytes.len() - other);
                let copy = bytes[other..other + span].to_vec();
                bytes.splice(at..at, copy);
            }
        }
    }
}

/// What hostile JSON is made of.
const PIECES: [&str; 29] = [
    "null",
    "true",
    "[]",
    "{}",
    "1e999",
    "-1",
    "0.1",
    "1e308",
    "\"\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    ",",
    "}",
    "]",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "\"s\":null",
    "\"g\":{\"f\":[]}",
    "\"d\":\"0000-00-00\"",
    "\"f\":[\"a\",\"b\",\"c\",\"d\",\"e\"]",
    "99999999999999999999",
    "\"lever\":\"growth-9:x\"",
    "\"value\":null",
    "\"detail\":{\"months\":-1}",
    "\"off\":true",
    "\"colour\":255",
    "\"w\":\"illustration\"",
    "\"k\":\"illustration\"",
    "\"b\":[0,0,0,0]",
    "\u{FEFF}",
];

/// The text after `s=` of the next try.
fn next(seeds: &[Seed], draw: &mut Draw) -> (usize, String) {
    let of = draw.below(seeds.len());
    let seed = &seeds[of];
    let any: Vec<u8> = (0..=255).collect();
    let text = match draw.below(100) {
        // In the letters: what messengers and typing do.
        0..34 => {
            let mut text = seed.text.clone().into_bytes();
            let signs =
                b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=%+/ .&?#";
            mutate(&mut text, draw, signs);
            String::from_utf8(text).unwrap()
        }
        // Two links run together.
        34..40 => {
            let other = &seeds[draw.below(seeds.len())].text;
            let (a, b) = (draw.below(seed.text.len()), draw.below(other.len()));
            format!("{}{}", &seed.text[..a], &other[b..])
        }
        // Noise.
        40..48 => {
            let length = draw.below(300);
            let noise: Vec<u8> = (0..length).map(|_| draw.next() as u8).collect();
            match draw.below(3) {
                0 => letters(&noise),
                1 => String::from_utf8_lossy(&noise).into_owned(),
                _ => framed(draw.below(3) as u8, &noise),
            }
        }
        // Below the checksum: a broken stream.
        48..70 => {
            let mut bytes = seed.packed.clone();
            mutate(&mut bytes, draw, &any);
            let version = if draw.below(50) == 0 {
                draw.next() as u8
            } else {
                1
            };
            framed(version, &bytes)
        }
        // Below the packing: wrong JSON, and JSON that is right but says something else.
        70..98 => {
            let mut json = seed.json.clone().into_bytes();
            if draw.below(2) == 0 {
                mutate(
                    &mut json,
                    draw,
                    b"0123456789eE+-.,:[]{}\"\\ abtfnul\xC3\x00",
                );
            } else {
                let (at, span) = (draw.below(json.len()), draw.below(12));
                let end = (at + span).min(json.len());
                let piece = PIECES[draw.below(PIECES.len())];
                json.splice(at..end, piece.bytes());
            }
            framed(1, &packed(&json))
        }
        // Swelling: noise at both ends of a great many of the same sign, or of things that weigh much when built.
        _ => {
            let unit = [
                "0",
                " ",
                "[",
                "{\"a\":",
                "\"f\":[],",
                "{\"lever\":\"pace:a\",\"value\":1},",
            ];
            let unit = unit[draw.below(unit.len())];
            let times = (1 << draw.below(22)) / unit.len();
            let head = [
                "",
                "{\"s\":{\"id\":\"a\",\"name\":\"a\",\"changes\":[",
                "{\"f\":[",
            ];
            let json = format!("{}{}", head[draw.below(3)], unit.repeat(times));
            framed(1, &packed(json.as_bytes()))
        }
    };
    (of, text)
}

fn name(error: &ShareError) -> &'static str {
    match error {
        ShareError::Damaged => "damaged",
        ShareError::CutOff => "cut off",
        ShareError::Future { .. } => "future",
        ShareError::Foreign => "foreign",
        ShareError::TooLarge => "too large",
        ShareError::Shape(_) => "shape",
        ShareError::Unknown => "unknown",
        ShareError::Unfit { .. } => "unfit",
        other => panic!("opening does not say {other:?}"),
    }
}

fn run(tries: usize) {
    let seeds = seeds();
    let own = builtin::resolution().unwrap();
    let before = own.clone();
    let mut draw = Draw(20_241_005);
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut slowest, mut total, mut most) = (Duration::ZERO, Duration::ZERO, 0);
    for _ in 0..tries {
        let (of, text) = next(&seeds, &mut draw);
        let link = format!("https://a.vn/#/kich-ban?s={text}");
        let held = HELD.get();
        PEAK.set(held);
        let start = Instant::now();
        let opened = share::open(&link).unwrap();
        let took = start.elapsed();
        let memory = PEAK.get() - held;
        (slowest, total, most) = (slowest.max(took), total + took, most.max(memory));
        assert!(memory <= MOST_MEMORY, "{memory} bytes for {link}");
        let kind = match opened {
            Ok(shared) if shared == seeds[of].shared => "the same",
            Ok(shared) => {
                // Another content, made with a right checksum: it can be sent on and read again, and whatever it says
                // is looked at or refused without harm.
                let again = share::file::read(&share::file::write(&shared).unwrap());
                assert_eq!(again, Some(Ok(shared.clone())));
                if let Ok(shown) = shared.shown_in(Some(&own)) {
                    let text = muctieu_core::store::write(&shown.workspace).unwrap();
                    muctieu_core::store::read(&text).unwrap();
                }
                assert!(!shared.holds(&own, Lang::Vi).is_empty());
                shared.changes(&own, Lang::En);
                "another, verified"
            }
            Err(error) => {
                let (vi, en) = (error.say(Lang::Vi), error.say(Lang::En));
                for sentence in [&vi, &en] {
                    assert!(
                        sentence.ends_with('.') && sentence.chars().count() < 300,
                        "{sentence}"
                    );
                }
                name(&error)
            }
        };
        *found.entry(kind).or_default() += 1;
    }
    assert_eq!(own, before);
    println!(
        "{tries} links: {found:?}; slowest {slowest:?}, all {total:?}, most memory {most} bytes"
    );
    for kind in [
        "the same",
        "another, verified",
        "damaged",
        "cut off",
        "future",
        "too large",
        "shape",
        "unknown",
        "unfit",
    ] {
        assert!(found.contains_key(kind), "no try came to: {kind}");
    }
}

#[test]
fn no_link_does_harm() {
    run(20_000);
}

#[test]
#[ignore = "a minute or more: run it with --release"]
fn none_of_a_million_links_does_harm() {
    run(1_000_000);
}
