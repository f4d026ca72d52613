//! [`StoredCookie`]: one cookie as a browser keeps it.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::date;
use super::dropped::{DropReason, Dropped};
use super::place::Place;
use crate::config::{self, MAX_ATTRIBUTE_BYTES, MAX_COOKIE_BYTES, SameSite};
use crate::error::ConfigError;

/// Browsers keep no cookie longer (RFC 6265bis, "Cookie Lifetime Limits").
const LONGEST_AGE: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// One cookie as a browser keeps it, with the defaults of the attributes that were missing.
///
/// [`Jar::get`](super::Jar::get) gives it. `Debug` does not show the value.
///
/// # Examples
///
/// ```
/// use iron_session::testing::Jar;
///
/// let mut jar = Jar::at("https://shop.example");
/// jar.receive("/cart/view", &["visit=7; Secure; HttpOnly"]);
/// let visit = jar.get("visit").ok_or("it is kept")?;
/// assert_eq!((visit.value.as_str(), visit.path.as_str()), ("7", "/cart"));
/// assert_eq!(visit.domain, "shop.example");
/// assert!(visit.host_only && visit.secure && visit.http_only);
/// assert_eq!(visit.expires, None); // it ends when the browser closes
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a browser keeps these flags, each by itself")]
#[non_exhaustive]
pub struct StoredCookie {
    /// Empty for a Set-Cookie value without `=`.
    pub name: String,
    /// What stood after the first `=`. A session's cookie has its seal here.
    pub value: String,
    /// The domain, or the host that set the cookie if it is `host_only`.
    pub domain: String,
    /// Whether it is sent to the host that set it, and not to the hosts below.
    pub host_only: bool,
    /// It is sent to this path and to all below.
    pub path: String,
    /// Whether it is sent over https, and to this machine, only.
    pub secure: bool,
    /// Whether scripts of the page cannot read it.
    pub http_only: bool,
    /// None if the attribute was missing, or had another value than the three that browsers know.
    pub same_site: Option<SameSite>,
    /// Whether a page of another site that embeds this one has a cookie of its own.
    pub partitioned: bool,
    /// None if the cookie ends when the browser closes.
    pub expires: Option<SystemTime>,
    /// Whether it came with a `Path`, which `__Host-` asks for even where the default is `/`.
    has_path: bool,
    /// Whether it came with a `Domain`, which `__Host-` forbids even where it names the host alone.
    has_domain: bool,
}

impl StoredCookie {
    /// Name, value and attributes of a Set-Cookie value.
    pub(super) fn parse(text: &str, from: &Place, now: SystemTime) -> Result<Self, Dropped> {
        let (pair, attributes) = text.split_once(';').unwrap_or((text, ""));
        let (name, value) = pair.split_once('=').unwrap_or(("", pair));
        let (name, value) = (trim(name), trim(value));
        let dropped = |reason| Err(Dropped::new(name, reason, false));
        if has_tab_inside(text) || text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t') {
            return dropped(DropReason::ControlCharacter);
        }
        if name.is_empty() && value.is_empty() {
            return dropped(DropReason::Empty);
        }
        if name.len() + value.len() > MAX_COOKIE_BYTES {
            return dropped(DropReason::TooLarge);
        }
        let mut cookie = Self::bare(name, value, from);
        cookie.set_all(attributes, from, now);
        let has_nothing_below = is_address(&cookie.domain) || is_public_suffix(&cookie.domain);
        if cookie.domain == from.host && has_nothing_below {
            cookie.host_only = true;
        }
        Ok(cookie)
    }

    /// A cookie without attributes.
    fn bare(name: &str, value: &str, from: &Place) -> Self {
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
            domain: from.host.clone(),
            host_only: true,
            path: default_path(&from.path).to_owned(),
            secure: false,
            http_only: false,
            same_site: None,
            partitioned: false,
            expires: None,
            has_path: false,
            has_domain: false,
        }
    }

    /// Applies all attributes. `Max-Age` counts before `Expires`.
    fn set_all(&mut self, attributes: &str, from: &Place, now: SystemTime) {
        let mut max_age = None;
        for attribute in attributes.split(';') {
            let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let (key, value) = (trim(key).to_ascii_lowercase(), trim(value));
            if value.len() > MAX_ATTRIBUTE_BYTES {
                continue;
            }
            self.has_path |= key == "path";
            match key.as_str() {
                "expires" => self.expires = date::parse(value).or(self.expires),
                "max-age" => max_age = end_of_age(value, now).or(max_age),
                _ => self.set(&key, value, from),
            }
        }
        self.expires = max_age.or(self.expires).map(|end| end.min(now + LONGEST_AGE));
    }

    /// Applies an attribute, but not `Max-Age` or `Expires`. If an attribute is given twice, the last one
    /// counts.
    fn set(&mut self, key: &str, value: &str, from: &Place) {
        match key {
            "domain" => {
                let domain = value.strip_prefix('.').unwrap_or(value).to_ascii_lowercase();
                self.host_only = domain.is_empty();
                self.has_domain = !self.host_only;
                self.domain = if self.host_only { from.host.clone() } else { domain };
            }
            "path" if value.starts_with('/') => value.clone_into(&mut self.path),
            "path" => default_path(&from.path).clone_into(&mut self.path),
            "secure" => self.secure = true,
            "httponly" => self.http_only = true,
            "partitioned" => self.partitioned = true,
            "samesite" => self.same_site = same_site(value),
            _ => {}
        }
    }

    /// The reasons for which a browser ignores a cookie without an error.
    pub(super) fn check(&self, from: &Place) -> Result<(), DropReason> {
        let has_prefix = |prefix: &str| {
            let named = if self.name.is_empty() { &self.value } else { &self.name };
            named.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        let [host, host_http] = ["__Host-", "__Host-Http-"].map(has_prefix);
        let [secure, http] = ["__Secure-", "__Http-"].map(has_prefix);
        let reasons = [
            (!domain_matches(&from.host, &self.domain), DropReason::ForeignDomain),
            (!self.host_only && is_public_suffix(&self.domain), DropReason::PublicSuffix),
            (self.secure && !from.is_trusted(), DropReason::NotHttps),
            (self.same_site == Some(SameSite::None) && !self.secure, DropReason::SameSiteNone),
            (self.partitioned && !self.secure, DropReason::Partitioned),
            (self.name.is_empty() && (host || secure || http), DropReason::PrefixWithoutName),
            ((host || secure || http) && !self.secure, DropReason::PrefixWithoutSecure),
            ((http || host_http) && !self.http_only, DropReason::PrefixWithoutHttpOnly),
            (host && self.has_domain, DropReason::HostPrefixWithDomain),
            (host && !(self.has_path && self.path == "/"), DropReason::HostPrefixWithPath),
        ];
        reasons.into_iter().find(|(applies, _)| *applies).map_or(Ok(()), |(_, reason)| Err(reason))
    }

    /// Whether one cookie replaces the other.
    pub(super) fn same_slot(&self, other: &Self) -> bool {
        fn slot(cookie: &StoredCookie) -> (&str, &str, &str, bool, bool) {
            let StoredCookie { name, domain, path, host_only, partitioned, .. } = cookie;
            (name, domain, path, *host_only, *partitioned)
        }
        slot(self) == slot(other)
    }

    /// Whether this cookie came over https, and the other one would be sent in its place ("Storage Model").
    pub(super) fn is_hidden_by(&self, other: &Self, from: &Place) -> bool {
        let domains =
            domain_matches(&self.domain, &other.domain) || domain_matches(&other.domain, &self.domain);
        let insecure = !other.secure && !from.is_trusted();
        self.secure && insecure && self.name == other.name && domains && path_matches(&other.path, &self.path)
    }

    /// What stands in a Cookie header.
    pub(super) fn pair(&self) -> String {
        let Self { name, value, .. } = self;
        if name.is_empty() { value.clone() } else { format!("{name}={value}") }
    }

    pub(super) fn is_over(&self, now: SystemTime) -> bool {
        self.expires.is_some_and(|end| end <= now)
    }

    /// Whether it is sent to a page.
    pub(super) fn goes(&self, to: &Place) -> bool {
        let same = self.domain == to.host;
        let host = same || !self.host_only && domain_matches(&to.host, &self.domain);
        host && path_matches(&to.path, &self.path) && (!self.secure || to.is_trusted())
    }
}

impl fmt::Debug for StoredCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredCookie")
            .field("name", &self.name)
            .field("value", &format_args!("<{} bytes>", self.value.len()))
            .field("domain", &self.domain)
            .field("path", &self.path)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// Whether a tab stands inside a name or a value, and not around it. The RFC allows it, and Chromium does
/// not.
fn has_tab_inside(text: &str) -> bool {
    let mut parts = text.split(';').map(|part| part.split_once('=').unwrap_or((part, "")));
    parts.any(|(name, value)| trim(name).contains('\t') || trim(value).contains('\t'))
}

fn same_site(value: &str) -> Option<SameSite> {
    let known = [("Strict", SameSite::Strict), ("Lax", SameSite::Lax), ("None", SameSite::None)];
    known.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(value)).map(|(_, same_site)| same_site)
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

/// The folder of the page's path.
fn default_path(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, _)) if folder.starts_with('/') => folder,
        _ => "/",
    }
}

/// Whether a domain is a public suffix. A single label counts as one, too.
fn is_public_suffix(domain: &str) -> bool {
    !domain.contains('.') || matches!(config::check_domain(domain), Err(ConfigError::PublicSuffix))
}

fn is_address(host: &str) -> bool {
    host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok()
}

fn domain_matches(host: &str, domain: &str) -> bool {
    host == domain || !is_address(host) && host.strip_suffix(domain).is_some_and(|start| start.ends_with('.'))
}

fn path_matches(path: &str, cookie: &str) -> bool {
    path.strip_prefix(cookie)
        .is_some_and(|rest| rest.is_empty() || cookie.ends_with('/') || rest.starts_with('/'))
}
