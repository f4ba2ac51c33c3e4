//! The addresses of the screens: a small enum over the fragment of the page's address.

use muctieu_core::indicator::IndicatorId;

/// A screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// `#/`
    #[default]
    Overview,
    /// `#/chi-tieu/<id>`
    Indicator(IndicatorId),
    /// `#/kich-ban`
    Scenario,
    /// `#/so-lieu`
    Figures,
    /// `#/nghi-quyet`, and the indicator whose words are to be shown.
    Text(Option<IndicatorId>),
    /// `#/tro-giup`
    Help,
    /// An address that leads nowhere.
    Unknown(String),
}

impl Route {
    /// The screen of a fragment. What follows a `?` in it is not part of the path.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#');
        // Some messengers write the sign as an escape.
        let ends = ["?", "%3F", "%3f"];
        let end = ends.iter().filter_map(|sign| path.find(*sign)).min();
        let path = &path[..end.unwrap_or(path.len())];
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Overview,
            ["chi-tieu", id] => Self::Indicator((*id).into()),
            ["kich-ban"] => Self::Scenario,
            ["so-lieu"] => Self::Figures,
            ["tro-giup"] => Self::Help,
            ["nghi-quyet"] => Self::Text(None),
            ["nghi-quyet", id] => Self::Text(Some((*id).into())),
            _ => Self::Unknown(path.chars().take(80).collect()),
        }
    }

    /// The fragment of the screen, for links.
    pub fn href(&self) -> String {
        match self {
            Self::Overview => "#/".to_owned(),
            Self::Indicator(id) => format!("#/chi-tieu/{id}"),
            Self::Scenario => "#/kich-ban".to_owned(),
            Self::Figures => "#/so-lieu".to_owned(),
            Self::Help => "#/tro-giup".to_owned(),
            Self::Text(None) => "#/nghi-quyet".to_owned(),
            Self::Text(Some(id)) => format!("#/nghi-quyet/{id}"),
            Self::Unknown(path) => format!("#{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_found_again_by_its_address() {
        let routes = [
            Route::Overview,
            Route::Indicator("traffic-accidents.deaths".into()),
            Route::Scenario,
            Route::Figures,
            Route::Help,
            Route::Text(None),
            Route::Text(Some("ocop".into())),
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.href()), route);
        }
        assert_eq!(Route::parse(""), Route::Overview);
        for link in ["#/kich-ban?s=AbC", "#/kich-ban%3Fs%3DAbC"] {
            assert_eq!(Route::parse(link), Route::Scenario);
        }
        assert!(matches!(Route::parse("#/x/y/z"), Route::Unknown(_)));
    }
}
