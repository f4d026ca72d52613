//! [`Row`]: Set-Cookie headers, and the cookies that are sent afterwards.

/// The page of a row, unless it names another. Its folder is `/cart`.
const PAGE: &str = "localhost/cart/view";

/// Set-Cookie headers, and the cookies that are sent afterwards. A page is written as its host and its path.
#[derive(Clone)]
pub(super) struct Row {
    /// What the row is about.
    pub(super) about: &'static str,
    /// A cookie that is there before, from a page over https.
    pub(super) from_https: Option<FromHttps>,
    /// The pages that are visited, with the Set-Cookie values of their responses.
    pub(super) set: Vec<(&'static str, Vec<String>)>,
    /// The pages that are visited then, each with the cookies that are sent to it.
    pub(super) sent: Vec<(&'static str, String)>,
    /// In what Chromium differs, and why the jar does not follow it.
    pub(super) differs: Option<(Differs, &'static str)>,
}

/// In what Chromium differs from the jar by design.
#[derive(Clone, Debug)]
pub(super) enum Differs {
    /// It sends these cookies, one text for each page.
    Sent(Vec<String>),
    /// The cookie ends after so many seconds there, or else with the browser.
    End(Option<u64>),
}

/// A cookie of a domain for all paths that came over https.
#[derive(Clone, Copy)]
pub(super) struct FromHttps {
    pub(super) page: &'static str,
    pub(super) name: &'static str,
    pub(super) value: &'static str,
    pub(super) domain: &'static str,
}

impl FromHttps {
    pub(super) fn set_cookie(self) -> String {
        let Self { name, value, domain, .. } = self;
        format!("{name}={value}; Secure; Path=/; Domain={domain}")
    }
}

/// A row that sets one cookie. What is sent is told by the methods.
pub(super) fn row(about: &'static str, set_cookie: impl Into<String>) -> Row {
    row_of(about, PAGE, [set_cookie.into()])
}

/// A row that begins with another page, or with several cookies.
pub(super) fn row_of<S: Into<String>>(
    about: &'static str,
    page: &'static str,
    set: impl IntoIterator<Item = S>,
) -> Row {
    let set = vec![(page, set.into_iter().map(Into::into).collect())];
    Row { about, from_https: None, set, sent: Vec::new(), differs: None }
}

/// A cookie that is kept, and sent to its own page as it stands before the first `;`.
pub(super) fn kept(about: &'static str, set_cookie: impl Into<String>) -> Row {
    let set_cookie = set_cookie.into();
    let pair = set_cookie.split(';').next().unwrap_or_default().trim().to_owned();
    row(about, set_cookie).sends(PAGE, pair)
}

/// A cookie that is dropped.
pub(super) fn dropped(about: &'static str, set_cookie: impl Into<String>) -> Row {
    row(about, set_cookie).sends(PAGE, "")
}

impl Row {
    /// Another page that sets a cookie after those before.
    pub(super) fn then(mut self, page: &'static str, set_cookie: &str) -> Self {
        self.set.push((page, vec![set_cookie.to_owned()]));
        self
    }

    /// To this page these cookies are sent.
    pub(super) fn sends(mut self, page: &'static str, cookies: impl Into<String>) -> Self {
        self.sent.push((page, cookies.into()));
        self
    }

    /// To its own page these cookies are sent.
    pub(super) fn sends_here(self, cookies: impl Into<String>) -> Self {
        self.sends(PAGE, cookies)
    }

    /// A cookie that came over https is there before.
    pub(super) fn after(mut self, cookie: FromHttps) -> Self {
        self.from_https = Some(cookie);
        self
    }

    /// Chromium sends these cookies instead, one text for each page.
    pub(super) fn but_chromium_sends<const N: usize>(mut self, sent: [&str; N], why: &'static str) -> Self {
        self.differs = Some((Differs::Sent(sent.map(str::to_owned).to_vec()), why));
        self
    }

    /// In Chromium the cookie ends after so many seconds, or else with the browser.
    pub(super) fn but_in_chromium_it_ends(mut self, after: Option<u64>, why: &'static str) -> Self {
        self.differs = Some((Differs::End(after), why));
        self
    }

    /// The names of all cookies that the row sets.
    pub(super) fn names(&self) -> Vec<String> {
        let texts = self.set.iter().flat_map(|(_, set)| set);
        let pairs = texts.filter_map(|text| text.split(';').next()?.split_once('='));
        pairs.map(|(name, _)| name.trim().to_owned()).collect()
    }
}
