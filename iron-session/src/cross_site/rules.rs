//! [`CrossSite`]: the rules by which a layer refuses requests of other sites.

use http::Request;

use super::head::{Given, Head, head};
use super::origin::Origin;
use crate::error::{CrossSiteError, CrossSiteReason};
use crate::paths::has_dot_segments;
use crate::session::target;

/// The rules by which a layer refuses requests of other sites, for `refuse_cross_site_with` of the layers.
///
/// A page of another site can make the visitor's browser send a request, and with it the visitor's cookie.
/// `SameSite` holds the cookie back in many of these requests, and not in all: a page on another subdomain of
/// your domain is of the same site. A layer with these rules answers 403 before any handler runs.
///
/// They are asked of requests that may change something: methods other than GET, HEAD, OPTIONS and TRACE, and
/// the beginning of a WebSocket. So a GET must not change anything. Such a request passes in these cases:
///
/// 1. Its path is one of [`except`](Self::except).
/// 2. Its `Origin` is one of [`allow_origin`](Self::allow_origin).
/// 3. `Sec-Fetch-Site` is `same-origin`, or `none`: the visitor did it without a page. Every other value is
///    refused, also `same-site` and one that is not known.
/// 4. Without `Sec-Fetch-Site`, which browsers send to https and localhost only: the host and port in
///    `Origin` are those in `Host`. `Origin: null` is refused.
/// 5. With neither header, it is no browser: command-line tools, other servers, and apps.
///
/// Two `Origin` headers are refused. `X-Forwarded-Host` and its kin are never read, since anybody can send
/// them. If a proxy changes `Host`, name the site by [`public_origin`](Self::public_origin).
///
/// The operator is told of each refusal by [`Event::CrossSite`](crate::Event::CrossSite).
///
/// # Examples
///
/// ```
/// # use http::Request;
/// # use iron_session::tower::SessionLayer;
/// use iron_session::CrossSite;
/// # use iron_session::{IronSession, Keyring};
/// # use tower::{Layer, ServiceExt, service_fn};
/// # #[derive(IronSession)]
/// # struct SessionData {}
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let rules = CrossSite::new()
///     .public_origin("https://shop.example")?
///     .allow_origin("https://admin.shop.example")?
///     .except("/login/saml")?;
/// let layer = SessionLayer::<SessionData>::new(Keyring::generate()?).refuse_cross_site_with(rules);
///
/// # let service = layer.layer(service_fn(async |_| Ok::<_, http::Error>(http::Response::new(()))));
/// let request = Request::post("/buy").header("sec-fetch-site", "cross-site").body(())?;
/// assert_eq!(service.oneshot(request).await?.status(), 403);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct CrossSite {
    public: Option<String>,
    allowed: Vec<String>,
    /// Paths without a slash at the end.
    excepted: Vec<String>,
}

impl CrossSite {
    /// The rules without exceptions.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::tower::SessionLayer;
    /// use iron_session::CrossSite;
    /// # use iron_session::{IronSession, Keyring};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    ///
    /// let layer = SessionLayer::<SessionData>::new(Keyring::generate()?);
    /// let layer = layer.refuse_cross_site_with(CrossSite::new()); // or `.refuse_cross_site()`
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where the visitors see the site, for a program behind a proxy that changes `Host`.
    ///
    /// `Origin` is compared with this, scheme included, and not with `Host`. Of several calls the last one
    /// counts; for a site with several names use [`allow_origin`](Self::allow_origin) too.
    ///
    /// # Errors
    ///
    /// [`CrossSiteError::Origin`] if the text is not `http` or `https`, a host, and perhaps a port. Names of
    /// other scripts are written in punycode.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::CrossSite;
    ///
    /// let rules = CrossSite::new().public_origin("https://shop.example")?;
    /// assert!(rules.public_origin("shop.example").is_err());
    /// # Ok::<(), iron_session::CrossSiteError>(())
    /// ```
    pub fn public_origin(self, origin: &str) -> Result<Self, CrossSiteError> {
        let parsed = Origin::parse(origin).filter(|parsed| parsed.is_of_web());
        parsed.ok_or_else(|| CrossSiteError::Origin { text: origin.to_owned() })?;
        Ok(Self { public: Some(origin.to_owned()), ..self })
    }

    /// Lets pages of another origin send any request, such as your own pages on a subdomain.
    ///
    /// It does not set headers for CORS: a script of that origin reads no answer without them. Whether the
    /// cookie comes is for `SameSite` to say.
    ///
    /// # Errors
    ///
    /// [`CrossSiteError::Origin`] if the text is not a scheme, a host, and perhaps a port. `null` is none:
    /// pages of all sites can have it.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::CrossSite;
    ///
    /// let rules = CrossSite::new().allow_origin("https://admin.shop.example")?;
    /// assert!(rules.allow_origin("https://*.shop.example").is_err());
    /// # Ok::<(), iron_session::CrossSiteError>(())
    /// ```
    pub fn allow_origin(mut self, origin: &str) -> Result<Self, CrossSiteError> {
        Origin::parse(origin).ok_or_else(|| CrossSiteError::Origin { text: origin.to_owned() })?;
        self.allowed.push(origin.to_owned());
        Ok(self)
    }

    /// Lets every page send any request to this path, and to those below it.
    ///
    /// It is for addresses to which other sites send forms: the callback of a login by SAML, or by OAuth
    /// with `response_mode=form_post` as for Apple, and payment providers that send the visitor back by a
    /// POST. The handler there has to know by itself that the request is meant: by a signature, or a `state`
    /// that it compares. Servers that call a webhook send neither header, so they need no exception.
    ///
    /// `/login/saml` is for `/login/saml`, `/login/saml/` and `/login/saml/acs`, and not for `/login/samlx`.
    /// The path is compared as the client sent it, so it is the whole one, and not that of a nested router.
    /// A path with `.` or `..` as a segment is never excepted.
    ///
    /// # Errors
    ///
    /// [`CrossSiteError::Path`] if the text does not begin with `/`, or has a query, a fragment, a `.` or
    /// `..` as a segment, or other characters than visible ASCII. `/` alone would except all, so it is
    /// refused too.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::CrossSite;
    ///
    /// let rules = CrossSite::new().except("/login/saml")?.except("/paid")?;
    /// assert!(rules.except("login").is_err());
    /// # Ok::<(), iron_session::CrossSiteError>(())
    /// ```
    pub fn except(mut self, path: &str) -> Result<Self, CrossSiteError> {
        let trimmed = path.trim_end_matches('/');
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"?#\\".contains(&byte);
        let is_path = trimmed.starts_with('/') && trimmed.bytes().all(is_plain) && !has_dot_segments(trimmed);
        if !is_path {
            return Err(CrossSiteError::Path { text: path.to_owned() });
        }
        self.excepted.push(trimmed.to_owned());
        Ok(self)
    }

    /// Asks the rules of a request, for programs without a layer.
    ///
    /// # Errors
    ///
    /// Why the request is to be refused. Answer 403.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{CrossSite, CrossSiteReason};
    ///
    /// let rules = CrossSite::new();
    /// let request = http::Request::post("/buy").header("origin", "null").body(())?;
    /// assert_eq!(rules.check(&request), Err(CrossSiteReason::Origin));
    /// # Ok::<(), http::Error>(())
    /// ```
    pub fn check<B>(&self, request: &Request<B>) -> Result<(), CrossSiteReason> {
        let (uri, headers) = (request.uri(), request.headers());
        self.judge(&head(request.method(), target(request.extensions(), uri), uri.authority(), headers))
    }

    pub(crate) fn judge<'a, F>(&self, head: &Head<'a, F>) -> Result<(), CrossSiteReason>
    where
        F: Fn(&'static str) -> Given<'a>,
    {
        if !head.may_change() || self.is_excepted(head.path) {
            return Ok(());
        }
        let origin = match (head.header)("origin") {
            Given::None => None,
            Given::One(text) => Some(std::str::from_utf8(text).ok().and_then(Origin::parse)),
            Given::Several => return Err(CrossSiteReason::TwoOrigins),
        };
        if origin.flatten().is_some_and(|origin| self.is_allowed(origin)) {
            return Ok(());
        }
        match ((head.header)("sec-fetch-site"), origin) {
            (Given::One(b"same-origin" | b"none"), _) | (Given::None, None) => Ok(()),
            (Given::None, Some(origin)) if origin.is_some_and(|origin| self.is_own(origin, head)) => Ok(()),
            (Given::None, Some(_)) => Err(CrossSiteReason::Origin),
            (Given::One(_) | Given::Several, _) => Err(CrossSiteReason::FetchSite),
        }
    }

    fn is_allowed(&self, origin: Origin<'_>) -> bool {
        self.allowed.iter().filter_map(|text| Origin::parse(text)).any(|allowed| allowed.is(origin))
    }

    /// Whether an origin is that of the site: the public one, or else that of the host that was asked, by
    /// whatever scheme.
    fn is_own<'a, F>(&self, origin: Origin<'_>, head: &Head<'a, F>) -> bool
    where
        F: Fn(&'static str) -> Given<'a>,
    {
        let own = match &self.public {
            Some(public) => Origin::parse(public),
            None => head.authority().and_then(|authority| Origin::of_authority(origin.scheme, authority)),
        };
        origin.is_of_web() && own.is_some_and(|own| own.is(origin))
    }

    fn is_excepted(&self, path: &str) -> bool {
        let is_below = |excepted: &String| {
            let rest = path.strip_prefix(excepted.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.excepted.iter().any(is_below) && !has_dot_segments(path)
    }
}

#[cfg(test)]
mod tests;
