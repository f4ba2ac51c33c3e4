//! The colours of the theme, read from the style sheet.
//!
//! A scene speaks of inks; the style sheet gives each a colour as a custom property, `--ink-actual` for
//! [`Ink::Actual`], once per theme and for print. Read once and kept until the theme changes: reading
//! styles makes a browser compute them.

use muctieu_chart::scene::Ink;
use muctieu_core::number::float;
use plotters::style::RGBAColor;
use web_sys::{CanvasRenderingContext2d, Element};

/// Colours and typeface of a chart.
#[derive(Clone, Debug)]
pub struct Palette {
    colours: [RGBAColor; Ink::ALL.len()],
    /// The typeface, as a style sheet names it.
    pub family: String,
    /// The size of body text where the chart stands, in CSS pixels.
    pub font: f64,
}

impl Palette {
    /// The colours and the typeface that hold for an element. Colours in a notation other than `#rgb` and
    /// `rgb()` are asked of the context; an ink without a colour takes that of the words around.
    pub fn of(element: &Element, context: Option<&CanvasRenderingContext2d>) -> Self {
        let style = web_sys::window()
            .and_then(|window| window.get_computed_style(element).ok())
            .flatten();
        let property = |name: &str| {
            let value = style
                .as_ref()
                .and_then(|style| style.get_property_value(name).ok());
            value.unwrap_or_default().trim().to_owned()
        };
        let colour = |value: &str| parse(value).or_else(|| ask(context?, value));
        let words = colour(&property("color")).unwrap_or(RGBAColor(0, 0, 0, 1.0));
        let family = property("font-family");
        let font = property("font-size");
        Self {
            colours: Ink::ALL
                .map(|ink| colour(&property(&format!("--ink-{}", ink.name()))).unwrap_or(words)),
            family: if family.is_empty() {
                "sans-serif".to_owned()
            } else {
                family
            },
            font: float(font.trim_end_matches("px")).unwrap_or(16.0),
        }
    }

    /// The colour of an ink.
    pub fn colour(&self, ink: Ink) -> RGBAColor {
        // `Ink::ALL` lists the inks in the order of their declaration.
        self.colours[ink as usize]
    }
}

/// A colour written as `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb()` or `rgba()`: what style sheets and
/// canvases say most.
fn parse(value: &str) -> Option<RGBAColor> {
    if let Some(digits) = value.strip_prefix('#') {
        let nibbles: Vec<u8> = digits
            .chars()
            .map(|digit| {
                digit
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok())
            })
            .collect::<Option<_>>()?;
        let bytes: Vec<u8> = match nibbles.len() {
            3 | 4 => nibbles.iter().map(|digit| digit * 17).collect(),
            6 | 8 => nibbles
                .chunks(2)
                .map(|pair| pair[0] * 16 + pair[1])
                .collect(),
            _ => return None,
        };
        let alpha = bytes.get(3).map_or(1.0, |alpha| f64::from(*alpha) / 255.0);
        return Some(RGBAColor(bytes[0], bytes[1], bytes[2], alpha));
    }
    let inner = value
        .strip_prefix("rgba(")
        .or_else(|| value.strip_prefix("rgb("))?;
    let mut parts = inner
        .strip_suffix(')')?
        .split([',', ' ', '/'])
        .filter(|part| !part.is_empty());
    let mut channel = || {
        let part = float(parts.next()?)?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let byte = part.round().clamp(0.0, 255.0) as u8;
        Some(byte)
    };
    let (red, green, blue) = (channel()?, channel()?, channel()?);
    let alpha = match parts.next() {
        None => 1.0,
        Some(part) => match part.strip_suffix('%') {
            Some(percent) => float(percent)? / 100.0,
            None => float(part)?,
        },
    };
    Some(RGBAColor(red, green, blue, alpha.clamp(0.0, 1.0)))
}

/// Any other notation: painted on one pixel and read back.
fn ask(context: &CanvasRenderingContext2d, value: &str) -> Option<RGBAColor> {
    /// A colour that no style sheet names: an unknown notation leaves it standing.
    const NONE: &str = "#010203";
    if value.is_empty() {
        return None;
    }
    context.set_fill_style_str(NONE);
    context.set_fill_style_str(value);
    let understood = context.fill_style().as_string()?;
    if understood == NONE {
        return None;
    }
    if let Some(colour) = parse(&understood) {
        return Some(colour);
    }
    context.clear_rect(0.0, 0.0, 1.0, 1.0);
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    let pixel = context.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data();
    match pixel[..] {
        [red, green, blue, alpha] => Some(RGBAColor(red, green, blue, f64::from(alpha) / 255.0)),
        _ => None,
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_notations_of_style_sheets_are_read() {
        for (value, colour) in [
            ("#1F3A5F", (31, 58, 95, 1.0)),
            ("#fff", (255, 255, 255, 1.0)),
            ("#00000080", (0, 0, 0, 128.0 / 255.0)),
            ("rgb(200, 147, 10)", (200, 147, 10, 1.0)),
            ("rgba(200, 147, 10, 0.25)", (200, 147, 10, 0.25)),
            ("rgb(31 58 95 / 30%)", (31, 58, 95, 0.3)),
        ] {
            let RGBAColor(red, green, blue, alpha) = parse(value).unwrap();
            assert_eq!(
                (red, green, blue),
                (colour.0, colour.1, colour.2),
                "{value}"
            );
            assert!((alpha - colour.3).abs() < 1e-9, "{value}");
        }
        for value in ["", "red", "#12", "#12g", "rgb(1,2)", "oklch(0.5 0.1 20)"] {
            assert!(parse(value).is_none(), "{value}");
        }
    }

    #[wasm_bindgen_test]
    fn an_ink_finds_its_place_in_the_list() {
        for (place, ink) in Ink::ALL.into_iter().enumerate() {
            assert_eq!(ink as usize, place);
        }
    }
}
