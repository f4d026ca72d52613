//! The format in which a session is sealed, and the second one that is accepted.

/// How sessions are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Native,
    /// As iron-session for JavaScript does.
    Fe26,
}

/// Until when iron-session's seals are also read, and under which name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accept {
    /// Seconds since 1970.
    pub(crate) until: u32,
    /// The cookie's name, if it is not the session's own.
    pub(crate) name: Option<&'static str>,
}
