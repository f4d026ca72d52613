//! What the integrations with frameworks have in common.

/// What every layer, middleware and fairing is: a counted pointer to its session manager.
macro_rules! holds_manager {
    ($type:ident, $what:literal) => {
        impl<T: $crate::members::IronSession> $type<T> {
            #[doc = concat!("A ", $what, " with the type's own configuration.")]
            #[must_use]
            pub fn new(keys: $crate::keyring::Keyring) -> Self {
                $crate::request::SessionManager::new(keys).into()
            }
        }

        impl<T: $crate::members::IronSession> From<$crate::request::SessionManager<T>> for $type<T> {
            #[doc = concat!("A ", $what, " with whatever is only known at run time.")]
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

/// `Debug` for what a layer makes of another service, of the fields `inner` and `sessions`.
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
