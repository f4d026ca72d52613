//! Which seals a session is written as, and which are read besides.

/// How sessions are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Native,
    /// As iron-session for JavaScript does.
    Fe26,
}

/// Until when iron-session's seals are read too, and under which name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accept {
    /// Seconds since 1970.
    pub(crate) until: u32,
    /// Another name than the session's own.
    pub(crate) name: Option<&'static str>,
}
