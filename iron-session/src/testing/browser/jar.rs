//! The cookies of one browser: a small, strict model of RFC 6265bis ("Storage Model", "Retrieval Model").
//!
//! It is stricter than the RFC in one place: a domain without a dot counts as a public suffix. All requests
//! are same-site.

use std::time::{Duration, SystemTime};

mod date;

/// Bytes of name and value together, and of one attribute's value.
const MOST_PAIR_BYTES: usize = 4096;
const MOST_ATTRIBUTE_BYTES: usize = 1024;
const LONGEST_AGE: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// The place that a cookie comes from, or is sent to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) https: bool,
    pub(crate) host: &'a str,
    pub(crate) path: &'a str,
}

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "a browser keeps these flags, each by itself")]
pub(crate) struct Cookie {
    pub(crate) name: String,
    pub(crate) value: String,
    /// The host that set the cookie, if `host_only`.
    pub(crate) domain: String,
    pub(crate) host_only: bool,
    pub(crate) path: String,
    pub(crate) secure: bool,
    pub(crate) http_only: bool,
    pub(crate) same_site: Option<String>,
    pub(crate) partitioned: bool,
    /// None if the cookie ends when the browser closes.
    pub(crate) expires: Option<SystemTime>,
}

/// Why a browser ignores a Set-Cookie header.
type Refusal = &'static str;

#[derive(Default)]
pub(crate) struct Jar(Vec<Cookie>);

impl Jar {
    /// Takes one Set-Cookie value.
    pub(crate) fn store(&mut self, text: &str, from: Place<'_>, now: SystemTime) -> Result<(), Refusal> {
        let cookie = Cookie::parse(text, from, now)?;
        cookie.check(from)?;
        if self.0.iter().any(|old| old.is_hidden_by(&cookie, from) && !old.is_over(now)) {
            return Err("would hide a Secure cookie");
        }
        let old = self.0.iter().position(|old| old.same_slot(&cookie));
        match (old, cookie.is_over(now)) {
            (Some(old), true) => drop(self.0.remove(old)),
            // The cookie keeps its place in the order, because it keeps its creation time.
            (Some(old), false) => self.0[old] = cookie,
            (None, true) => {}
            (None, false) => self.0.push(cookie),
        }
        Ok(())
    }

    /// The `Cookie` header of a request, if there is anything to send.
    pub(crate) fn header(&self, to: Place<'_>, now: SystemTime) -> Option<String> {
        let mut sent: Vec<&Cookie> =
            self.0.iter().filter(|cookie| cookie.goes(to) && !cookie.is_over(now)).collect();
        sent.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let pairs: Vec<String> = sent.into_iter().map(Cookie::pair).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// The first cookie called `name`.
    pub(crate) fn get(&self, name: &str) -> Option<&Cookie> {
        self.0.iter().find(|cookie| cookie.name == name)
    }

    /// Like [`get`](Self::get), for a user who changes the cookie in the developer tools.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Cookie> {
        self.0.iter_mut().find(|cookie| cookie.name == name)
    }
}

impl Cookie {
    /// Name, value and attributes, with the defaults of those that are missing.
    fn parse(text: &str, from: Place<'_>, now: SystemTime) -> Result<Self, Refusal> {
        if text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t') {
            return Err("has a control character");
        }
        let (pair, attributes) = text.split_once(';').unwrap_or((text, ""));
        let (name, value) = pair.split_once('=').unwrap_or(("", pair));
        let (name, value) = (trim(name), trim(value));
        if name.is_empty() && value.is_empty() {
            return Err("has neither name nor value");
        }
        if name.len() + value.len() > MOST_PAIR_BYTES {
            return Err("is larger than 4096 bytes");
        }
        let mut cookie = Self::bare(name, value, from);
        let mut max_age = None;
        for attribute in attributes.split(';') {
            let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let (key, value) = (trim(key).to_ascii_lowercase(), trim(value));
            if value.len() > MOST_ATTRIBUTE_BYTES {
                continue;
            }
            match key.as_str() {
                "expires" => cookie.expires = date::parse(value).or(cookie.expires),
                "max-age" => max_age = end_of_age(value, now).or(max_age),
                _ => cookie.set(&key, value, from),
            }
        }
        cookie.expires = max_age.or(cookie.expires).map(|end| end.min(now + LONGEST_AGE));
        Ok(cookie)
    }

    /// A cookie without attributes.
    fn bare(name: &str, value: &str, from: Place<'_>) -> Self {
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
            domain: from.host.to_owned(),
            host_only: true,
            path: default_path(from.path).to_owned(),
            secure: false,
            http_only: false,
            same_site: None,
            partitioned: false,
            expires: None,
        }
    }

    /// Applies an attribute, but not `Max-Age` or `Expires`. If an attribute is given twice, the last one
    /// counts.
    fn set(&mut self, key: &str, value: &str, from: Place<'_>) {
        match key {
            "domain" => {
                let domain = value.strip_prefix('.').unwrap_or(value).to_ascii_lowercase();
                self.host_only = domain.is_empty();
                self.domain = if self.host_only { from.host.to_owned() } else { domain };
            }
            "path" if value.starts_with('/') => value.clone_into(&mut self.path),
            "path" => default_path(from.path).clone_into(&mut self.path),
            "secure" => self.secure = true,
            "httponly" => self.http_only = true,
            "partitioned" => self.partitioned = true,
            "samesite" => {
                let mut known = ["Strict", "Lax", "None"].into_iter();
                self.same_site = known.find(|known| known.eq_ignore_ascii_case(value)).map(str::to_owned);
            }
            _ => {}
        }
    }

    /// The reasons for which a browser ignores a cookie without an error.
    fn check(&self, from: Place<'_>) -> Result<(), Refusal> {
        let has_prefix = |prefix: &str| {
            let named = if self.name.is_empty() { &self.value } else { &self.name };
            named.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        let [host, host_http] = ["__Host-", "__Host-Http-"].map(has_prefix);
        let [secure, http] = ["__Secure-", "__Http-"].map(has_prefix);
        let refusals = [
            (!domain_matches(from.host, &self.domain), "is for a foreign domain"),
            (!self.host_only && !self.domain.contains('.'), "is for a public suffix"),
            (self.secure && !from.is_trusted(), "is Secure and came without https"),
            (self.same_site.as_deref() == Some("None") && !self.secure, "has SameSite=None without Secure"),
            (self.partitioned && !self.secure, "is Partitioned without Secure"),
            (self.name.is_empty() && (host || secure || http), "has a prefix and no name"),
            ((host || secure || http) && !self.secure, "has a prefix without Secure"),
            ((http || host_http) && !self.http_only, "has an http prefix without HttpOnly"),
            (host && !self.host_only, "is called __Host- and has a domain"),
            (host && self.path != "/", "is called __Host- and has another path than /"),
        ];
        refusals.into_iter().find(|(refused, _)| *refused).map_or(Ok(()), |(_, why)| Err(why))
    }

    /// Whether one cookie replaces the other.
    fn same_slot(&self, other: &Self) -> bool {
        let slot = |cookie: &Self| {
            let Self { name, domain, path, .. } = cookie.clone();
            (name, domain, path, cookie.host_only, cookie.partitioned)
        };
        slot(self) == slot(other)
    }

    /// Whether this cookie came over https, and the other one would be sent in its place ("Storage Model").
    fn is_hidden_by(&self, other: &Self, from: Place<'_>) -> bool {
        let domains =
            domain_matches(&self.domain, &other.domain) || domain_matches(&other.domain, &self.domain);
        let insecure = !other.secure && !from.is_trusted();
        self.secure && insecure && self.name == other.name && domains && path_matches(&other.path, &self.path)
    }

    fn pair(&self) -> String {
        let Self { name, value, .. } = self;
        if name.is_empty() { value.clone() } else { format!("{name}={value}") }
    }

    fn is_over(&self, now: SystemTime) -> bool {
        self.expires.is_some_and(|end| end <= now)
    }

    fn goes(&self, to: Place<'_>) -> bool {
        let same = self.domain == to.host;
        let host = same || !self.host_only && domain_matches(to.host, &self.domain);
        host && path_matches(to.path, &self.path) && (!self.secure || to.is_trusted())
    }
}

impl Place<'_> {
    /// Browsers trust loopback as they trust https (Secure Contexts, "potentially trustworthy origin").
    fn is_trusted(self) -> bool {
        self.https
            || self.host == "localhost"
            || self.host.ends_with(".localhost")
            || self.host.starts_with("127.")
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// The moment at which a cookie with this `Max-Age` ends. None if the text is not a number.
fn end_of_age(value: &str, now: SystemTime) -> Option<SystemTime> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A number of too many digits counts as a very long time.
    let age = if value.starts_with('-') { 0 } else { digits.parse().unwrap_or(u64::MAX) };
    Some(now + Duration::from_secs(age).min(LONGEST_AGE))
}

/// The folder of the request's path.
fn default_path(path: &str) -> &str {
    match path.rfind('/') {
        Some(end) if end > 0 && path.starts_with('/') => &path[..end],
        _ => "/",
    }
}

fn domain_matches(host: &str, domain: &str) -> bool {
    let is_address = host.parse::<std::net::IpAddr>().is_ok();
    host == domain || !is_address && host.strip_suffix(domain).is_some_and(|start| start.ends_with('.'))
}

fn path_matches(path: &str, cookie: &str) -> bool {
    path.strip_prefix(cookie)
        .is_some_and(|rest| rest.is_empty() || cookie.ends_with('/') || rest.starts_with('/'))
}

#[cfg(test)]
mod tests;
