//! What several frameworks use: the macros of their layers, and the text of their 500s.

use crate::error::SessionError;
use crate::events;

/// The body of the 500 that a framework makes of an error, if a handler or an extractor returned it.
///
/// No layer reports it. So it is told here.
#[allow(dead_code, reason = "tower alone makes no responses of errors")]
pub(crate) fn text_of_500(error: &SessionError) -> String {
    tell_unreported(error);
    text(error)
}

/// Tells of a save by hand that failed, and of sessions that were not ended, which no layer reports.
#[allow(dead_code, reason = "tower alone makes no responses of errors")]
pub(crate) fn tell_unreported(error: &SessionError) {
    if matches!(error, SessionError::Save(_) | SessionError::Revocation(_)) {
        events::unreported(error);
    }
}

/// The same text, without telling anybody of the error.
#[allow(dead_code, reason = "only some frameworks ask for the response of an error more than once")]
pub(crate) fn text(error: &SessionError) -> String {
    if let SessionError::Save(_) = error {
        events::text_for_developers(error)
    } else {
        events::text_of_mistake(error)
    }
}

/// The constructors, `Clone` and `Debug` of a layer, middleware or fairing: a type that holds its session
/// manager in an `Arc`.
///
/// `new` and `from` are written with their documentation, so that each framework shows its own set-up.
macro_rules! holds_manager {
    ($type:ident { $(#[$new:meta])* new $(#[$from:meta])* from $(#[$refuse:meta])* refuse_cross_site }) => {
        impl<T: $crate::members::IronSession> $type<T> {
            $(#[$new])*
            #[must_use]
            pub fn new(sessions: impl $crate::request::IntoSessionManager<T>) -> Self {
                sessions.into_session_manager().into()
            }

            $(#[$refuse])*
            #[must_use]
            pub fn refuse_cross_site(self) -> Self {
                self.refuse_cross_site_with($crate::cross_site::CrossSite::new())
            }

            /// Refuses sessions that were ended by these revocations, and ends those that log out or are
            /// renewed; see [`Revocations`](crate::Revocations).
            ///
            /// It is short for a manager with
            /// [`revocations`](crate::SessionManager::revocations). A store elsewhere is asked before the
            /// first handler runs, and told before the response goes out. Whoever asks for the session gets a
            /// 503 while the store does not answer, unless [`Outage::Accept`](crate::Outage) is the rule.
            ///
            /// # Errors
            ///
            /// Those of [`SessionManager::revocations`](crate::SessionManager::revocations).
            pub fn revocations(
                self,
                revocations: &$crate::revocation::Revocations<T>,
            ) -> Result<Self, $crate::error::Error> {
                let sessions = $crate::request::SessionManager::clone(&self.0).revocations(revocations)?;
                Ok(Self(::std::sync::Arc::new(sessions), self.1))
            }

            /// As [`refuse_cross_site`](Self::refuse_cross_site), with exceptions or behind a proxy.
            /// [`CrossSite`](crate::CrossSite) has an example.
            #[must_use]
            pub fn refuse_cross_site_with(self, rules: $crate::cross_site::CrossSite) -> Self {
                Self(self.0, $crate::frameworks::gate::Gate::new(rules))
            }
        }

        impl<T: $crate::members::IronSession> From<$crate::request::SessionManager<T>> for $type<T> {
            $(#[$from])*
            fn from(sessions: $crate::request::SessionManager<T>) -> Self {
                Self(::std::sync::Arc::new(sessions), $crate::frameworks::gate::Gate::default())
            }
        }

        impl<T: $crate::members::IronSession> Clone for $type<T> {
            fn clone(&self) -> Self {
                Self(::std::sync::Arc::clone(&self.0), self.1.clone())
            }
        }

        impl<T: $crate::members::IronSession> ::std::fmt::Debug for $type<T> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($type)).field(&self.0).field(&self.1).finish()
            }
        }
    };
}

/// `Debug` for a service with the fields `inner` and `sessions`: what a layer makes of the service that it
/// wraps.
#[allow(unused_macros, reason = "not every framework wraps services")]
macro_rules! debug_wrapper {
    ($type:ident) => {
        impl<S: ::std::fmt::Debug, T: $crate::members::IronSession> ::std::fmt::Debug for $type<S, T> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($type))
                    .field("inner", &self.inner)
                    .field("sessions", &self.sessions)
                    .finish()
            }
        }
    };
}
