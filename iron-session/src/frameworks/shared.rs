//! Macros that several frameworks use.

/// The constructors, `Clone` and `Debug` of a layer, middleware or fairing: a type that holds its session
/// manager in an `Arc`.
///
/// `new` and `from` are written with their documentation, so that each framework shows its own set-up.
macro_rules! holds_manager {
    ($type:ident { $(#[$new:meta])* new $(#[$from:meta])* from }) => {
        impl<T: $crate::members::IronSession> $type<T> {
            $(#[$new])*
            #[must_use]
            pub fn new(keys: $crate::keyring::Keyring) -> Self {
                $crate::request::SessionManager::new(keys).into()
            }
        }

        impl<T: $crate::members::IronSession> From<$crate::request::SessionManager<T>> for $type<T> {
            $(#[$from])*
            fn from(sessions: $crate::request::SessionManager<T>) -> Self {
                Self(::std::sync::Arc::new(sessions))
            }
        }

        impl<T: $crate::members::IronSession> Clone for $type<T> {
            fn clone(&self) -> Self {
                Self(::std::sync::Arc::clone(&self.0))
            }
        }

        impl<T: $crate::members::IronSession> ::std::fmt::Debug for $type<T> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($type)).field(&self.0).finish()
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
