//! What a session adds to a response, in any framework's headers: its cookies, and the rules for caches.

use super::set_cookies::SetCookies;

/// The headers of a response that a session writes.
#[derive(Clone, Copy)]
pub(crate) enum Header {
    CacheControl,
    SetCookie,
    Vary,
}

/// The headers of a response, in whatever type a framework keeps them.
pub(crate) trait Headers {
    /// All values of a header.
    fn values(&self, header: Header) -> impl Iterator<Item = &[u8]>;

    /// Puts a value in place of all values that the header has.
    fn set(&mut self, header: Header, value: &'static str);

    /// Adds a value to the values that the header has.
    fn add(&mut self, header: Header, value: &'static str);

    /// Removes the headers that [tell some caches](tells_some_caches) how to keep the response.
    fn remove_rules_of_some_caches(&mut self);

    /// Adds a Set-Cookie. If the type can mark a value as sensitive, its text stays out of logs.
    fn add_set_cookie(&mut self, text: impl Into<Vec<u8>>);

    /// Removes every Set-Cookie that is not to be kept.
    fn retain_set_cookies(&mut self, keep: impl Fn(&[u8]) -> bool);
}

/// The Set-Cookie values of a response.
#[allow(dead_code, reason = "only the frameworks see what handlers have put into a response")]
pub(crate) fn set_cookies_of(headers: &impl Headers) -> impl Iterator<Item = &[u8]> {
    headers.values(Header::SetCookie)
}

/// Why every text that is added is a valid header value.
pub(crate) const A_HEADER_VALUE: &str = "name, seal and attributes were checked to be visible ASCII, and the cookies of others were header values before";

/// Whether a header tells only some caches how to keep a response. They obey it in place of `Cache-Control`.
///
/// `CDN-Cache-Control` is RFC 9213, and companies put their name before it. `Surrogate-Control` is the older
/// form. `Edge-Control` is Akamai's, and `X-Accel-Expires` nginx's.
pub(crate) fn tells_some_caches(name: &str) -> bool {
    const SUFFIX: &[u8] = b"-cache-control";
    let name = name.as_bytes();
    let end = name.len().checked_sub(SUFFIX.len()).and_then(|start| name.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(SUFFIX))
        || ["surrogate-control", "edge-control", "x-accel-expires"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

/// Puts the cookies and the caching rules of a session that was asked for into a response's headers.
pub(crate) fn apply(cookies: SetCookies, headers: &mut impl Headers) {
    // What is there is looked up before anything is added: in a response without headers, that is no work.
    let varies = lists(headers, Header::Vary, &["cookie", "*"]);
    let writes_nothing = cookies.is_empty();
    let is_set = !writes_nothing && headers.values(Header::SetCookie).any(|value| cookies.replaces(value));
    if writes_nothing || is_set && cookies.gives_way() {
        if cookies.forbids_store() {
            forbid_store(headers);
        } else if headers.values(Header::CacheControl).next().is_none() {
            headers.set(Header::CacheControl, "private");
        }
    } else {
        // One response must not set the same cookie twice (RFC 6265bis, "Set-Cookie").
        if is_set {
            headers.retain_set_cookies(|value| !cookies.replaces(value));
        }
        forbid_store(headers);
        for text in cookies {
            headers.add_set_cookie(text);
        }
    }
    if !varies {
        headers.add(Header::Vary, "Cookie");
    }
}

/// Forbids all caches to keep the response.
fn forbid_store(headers: &mut impl Headers) {
    if !lists(headers, Header::CacheControl, &["no-store"]) {
        headers.set(Header::CacheControl, "no-store");
    }
    headers.remove_rules_of_some_caches();
}

/// Whether a comma-separated header names one of `members`, in any letter case.
fn lists(headers: &impl Headers, header: Header, members: &[&str]) -> bool {
    let is_one = |listed: &[u8]| members.iter().any(|member| listed.eq_ignore_ascii_case(member.as_bytes()));
    headers
        .values(header)
        // A comma in quotes separates nothing, and no value that is looked for here has quotes.
        .filter(|value| !value.contains(&b'"'))
        .flat_map(|value| value.split(|&byte| byte == b','))
        .any(|listed| is_one(listed.trim_ascii()))
}

/// [`Headers`] for the `HeaderMap` of a module that has the names of `http::header`, of any version of
/// `http`.
macro_rules! impl_headers {
    ($($header:ident)::+) => {
        const _: () = {
            use $($header)::+::{CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue, SET_COOKIE, VARY};
            use $crate::request::response::{A_HEADER_VALUE, Header, Headers, tells_some_caches};

            fn name(header: Header) -> HeaderName {
                match header {
                    Header::CacheControl => CACHE_CONTROL,
                    Header::SetCookie => SET_COOKIE,
                    Header::Vary => VARY,
                }
            }

            impl Headers for HeaderMap {
                #[inline]
                fn values(&self, header: Header) -> impl Iterator<Item = &[u8]> {
                    self.get_all(name(header)).into_iter().map(HeaderValue::as_bytes)
                }

                #[inline]
                fn set(&mut self, header: Header, value: &'static str) {
                    self.insert(name(header), HeaderValue::from_static(value));
                }

                #[inline]
                fn add(&mut self, header: Header, value: &'static str) {
                    self.append(name(header), HeaderValue::from_static(value));
                }

                fn remove_rules_of_some_caches(&mut self) {
                    let names = self.keys().filter(|name| tells_some_caches(name.as_str()));
                    for name in names.cloned().collect::<Vec<_>>() {
                        self.remove(name);
                    }
                }

                fn add_set_cookie(&mut self, text: impl Into<Vec<u8>>) {
                    let mut value = HeaderValue::try_from(text.into()).expect(A_HEADER_VALUE);
                    value.set_sensitive(true);
                    self.append(SET_COOKIE, value);
                }

                fn retain_set_cookies(&mut self, keep: impl Fn(&[u8]) -> bool) {
                    let values = self.get_all(SET_COOKIE).into_iter();
                    let kept: Vec<_> = values.filter(|value| keep(value.as_bytes())).cloned().collect();
                    self.remove(SET_COOKIE);
                    for value in kept {
                        self.append(SET_COOKIE, value);
                    }
                }
            }
        };
    };
}
pub(crate) use impl_headers;
