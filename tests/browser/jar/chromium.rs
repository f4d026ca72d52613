//! What Chromium keeps of a cookie, by its own protocol for developers.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use iron_session::testing::Jar;
use serde_json::{Value, json};

use super::row::FromHttps;
use crate::browser::visit::{Outcome, Visit};

/// By how much two readings of the clock may differ.
const SLACK: Duration = Duration::from_secs(60);

/// A cookie as it is kept. Two are equal if they end at about the same time.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) name: String,
    value: String,
    /// With a dot before it if it holds for the hosts below.
    domain: String,
    path: String,
    flags: Flags,
    same_site: Option<String>,
    expires: Option<SystemTime>,
}

#[derive(Debug, PartialEq)]
struct Flags {
    secure: bool,
    http_only: bool,
    partitioned: bool,
}

impl Kept {
    /// The cookie of this name in a jar.
    pub(super) fn by(jar: &Jar, name: &str) -> Option<Self> {
        let cookie = jar.get(name)?;
        let dot = if cookie.host_only { "" } else { "." };
        Some(Self {
            name: cookie.name.clone(),
            value: cookie.value.clone(),
            domain: format!("{dot}{}", cookie.domain),
            path: cookie.path.clone(),
            flags: Flags {
                secure: cookie.secure,
                http_only: cookie.http_only,
                partitioned: cookie.partitioned,
            },
            same_site: cookie.same_site.map(|same_site| format!("{same_site:?}")),
            expires: cookie.expires,
        })
    }

    /// A [`Network.Cookie`](https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-Cookie)
    fn read(cookie: &Value) -> Self {
        let text = |member: &str| cookie[member].as_str().unwrap_or_default().to_owned();
        let flag = |member: &str| cookie[member].as_bool().unwrap_or_default();
        let expires = cookie["expires"].as_f64().filter(|_| !flag("session"));
        Self {
            name: text("name"),
            value: text("value"),
            domain: text("domain"),
            path: text("path"),
            flags: Flags {
                secure: flag("secure"),
                http_only: flag("httpOnly"),
                partitioned: cookie.get("partitionKey").is_some(),
            },
            same_site: cookie["sameSite"].as_str().map(str::to_owned),
            expires: expires.map(|secs| UNIX_EPOCH + Duration::from_secs_f64(secs)),
        }
    }

    /// The same cookie with another end, so many seconds from now.
    pub(super) fn ending(self, after: Option<u64>) -> Self {
        Self { expires: after.map(|secs| SystemTime::now() + Duration::from_secs(secs)), ..self }
    }

    /// Whether no other has its name. A jar gives only the first one of a name.
    pub(super) fn is_only_one_of_its_name(&self, all: &[Self]) -> bool {
        all.iter().filter(|other| other.name == self.name).count() == 1
    }

    fn ends_with(&self, other: &Self) -> bool {
        match (self.expires, other.expires) {
            (Some(a), Some(b)) => a < b + SLACK && b < a + SLACK,
            (a, b) => a == b,
        }
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        fn texts(kept: &Kept) -> [&str; 4] {
            [&kept.name, &kept.value, &kept.domain, &kept.path]
        }
        texts(self) == texts(other)
            && self.flags == other.flags
            && self.same_site == other.same_site
            && self.ends_with(other)
    }
}

/// A command of the [DevTools protocol](https://chromedevtools.github.io/devtools-protocol/), by the driver.
#[derive(Debug)]
struct DevTools(&'static str, Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

impl Visit {
    /// All cookies of the browser, whatever their host.
    pub(super) async fn all_cookies(&self) -> Result<Vec<Kept>, CmdError> {
        let answer = self.client.issue_cmd(DevTools("Storage.getCookies", json!({}))).await?;
        Ok(answer["cookies"].as_array().into_iter().flatten().map(Kept::read).collect())
    }

    pub(super) async fn forget_all_cookies(&self) -> Outcome {
        self.client.issue_cmd(DevTools("Storage.clearCookies", json!({}))).await?;
        Ok(())
    }

    /// Keeps a cookie as if a page over https had set it.
    pub(super) async fn keep_from_https(&self, cookie: FromHttps) -> Outcome {
        let FromHttps { page, name, value, domain } = cookie;
        let cookie = json!({
            "url": page, "name": name, "value": value, "domain": format!(".{domain}"), "path": "/", "secure": true,
        });
        let answer = self.client.issue_cmd(DevTools("Network.setCookie", cookie)).await?;
        assert_eq!(answer["success"], true, "{name}: {answer}");
        Ok(())
    }
}
