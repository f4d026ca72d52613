//! [`Label`]: what a browser is called in the list of devices.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

/// The first that fits counts: Edge and Opera also call themselves Chrome, and all of them Safari.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Android also calls itself Linux, and an iPhone is like a Mac.
const SYSTEMS: [(&str, &str); 7] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
];

/// Such as `Firefox, Linux`: from the header `User-Agent`, in which a browser may write anything. So it is
/// for people, and nothing is decided by it.
#[derive(Debug)]
pub(crate) struct Label(pub(crate) String);

impl Label {
    fn of(user_agent: &str) -> Self {
        let find = |names: &[(&str, &'static str)], unknown| {
            let found = names.iter().find(|(mark, _)| user_agent.contains(mark));
            found.map_or(unknown, |(_, name)| *name)
        };
        Self(format!("{}, {}", find(&BROWSERS, "Some browser"), find(&SYSTEMS, "some system")))
    }
}

impl<S: Sync> FromRequestParts<S> for Label {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self::of(user_agent.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn browsers_are_called_by_their_own_names() {
        for (user_agent, label) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 \
                 Safari/537.36 Edg/140.0.0.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 \
                 Mobile Safari/537.36",
                "Chrome, Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/18.6 Mobile/15E148 Safari/604.1",
                "Safari, iPhone",
            ),
            ("<script>", "Some browser, some system"),
            ("", "Some browser, some system"),
        ] {
            assert_eq!(Label::of(user_agent).0, label);
        }
    }
}
