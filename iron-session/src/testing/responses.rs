//! [`SetCookieValues`]: the Set-Cookie values of a response, in whatever type.

use http::header::{HeaderMap, SET_COOKIE};
use http::{Response, response};

use crate::request::SetCookies;

/// What has Set-Cookie values: a response of any framework, its headers, or the values themselves.
///
/// It is implemented for `Response`, `Parts` and `HeaderMap` of the `http` crate, for slices of texts, and
/// with the feature of a framework for the response types of that framework and of its test client. Of other
/// types pass the headers.
///
/// # Examples
///
/// ```
/// use iron_session::testing::SetCookieValues;
///
/// let response = http::Response::builder().header("set-cookie", "a=1").header("set-cookie", "b=2");
/// let response = response.body(())?;
/// assert_eq!(response.set_cookie_values(), ["a=1", "b=2"]);
/// assert_eq!(response.headers().set_cookie_values(), ["a=1", "b=2"]);
/// # Ok::<(), http::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "the kit does not know how to read Set-Cookie values from `{Self}`",
    label = "no response that the kit knows",
    note = "enable the feature of your framework, or pass the response's headers, or a list of the values"
)]
pub trait SetCookieValues {
    /// The values of all `Set-Cookie` headers, in their order.
    fn set_cookie_values(&self) -> Vec<String>;
}

impl SetCookieValues for HeaderMap {
    fn set_cookie_values(&self) -> Vec<String> {
        texts(self.get_all(SET_COOKIE))
    }
}

impl<B> SetCookieValues for Response<B> {
    fn set_cookie_values(&self) -> Vec<String> {
        self.headers().set_cookie_values()
    }
}

impl SetCookieValues for response::Parts {
    fn set_cookie_values(&self) -> Vec<String> {
        self.headers.set_cookie_values()
    }
}

impl SetCookieValues for SetCookies {
    fn set_cookie_values(&self) -> Vec<String> {
        self.clone().into_iter().collect()
    }
}

impl<S: AsRef<str>> SetCookieValues for [S] {
    fn set_cookie_values(&self) -> Vec<String> {
        self.iter().map(|text| text.as_ref().to_owned()).collect()
    }
}

impl<S: AsRef<str>, const N: usize> SetCookieValues for [S; N] {
    fn set_cookie_values(&self) -> Vec<String> {
        self.as_slice().set_cookie_values()
    }
}

impl<S: AsRef<str>> SetCookieValues for Vec<S> {
    fn set_cookie_values(&self) -> Vec<String> {
        self.as_slice().set_cookie_values()
    }
}

/// Header values as text.
fn texts<V: AsRef<[u8]>>(values: impl IntoIterator<Item = V>) -> Vec<String> {
    values.into_iter().map(|value| String::from_utf8_lossy(value.as_ref()).into_owned()).collect()
}

#[cfg(feature = "actix")]
mod actix {
    use actix_web::HttpResponse;
    use actix_web::dev::ServiceResponse;
    use actix_web::http::header::{HeaderMap, SET_COOKIE};

    use super::{SetCookieValues, texts};

    impl SetCookieValues for HeaderMap {
        fn set_cookie_values(&self) -> Vec<String> {
            texts(self.get_all(SET_COOKIE).map(AsRef::<[u8]>::as_ref))
        }
    }

    impl<B> SetCookieValues for ServiceResponse<B> {
        fn set_cookie_values(&self) -> Vec<String> {
            self.headers().set_cookie_values()
        }
    }

    impl<B> SetCookieValues for HttpResponse<B> {
        fn set_cookie_values(&self) -> Vec<String> {
            self.headers().set_cookie_values()
        }
    }
}

#[cfg(feature = "poem")]
impl SetCookieValues for poem::Response {
    fn set_cookie_values(&self) -> Vec<String> {
        self.headers().set_cookie_values()
    }
}

#[cfg(feature = "rocket")]
mod rocket {
    use rocket::http::HeaderMap;
    use rocket::local::{asynchronous, blocking};
    use rocket::response::Response;

    use super::{SetCookieValues, texts};

    impl SetCookieValues for HeaderMap<'_> {
        fn set_cookie_values(&self) -> Vec<String> {
            texts(self.get("Set-Cookie"))
        }
    }

    impl SetCookieValues for Response<'_> {
        fn set_cookie_values(&self) -> Vec<String> {
            self.headers().set_cookie_values()
        }
    }

    impl SetCookieValues for asynchronous::LocalResponse<'_> {
        fn set_cookie_values(&self) -> Vec<String> {
            self.headers().set_cookie_values()
        }
    }

    impl SetCookieValues for blocking::LocalResponse<'_> {
        fn set_cookie_values(&self) -> Vec<String> {
            self.headers().set_cookie_values()
        }
    }
}

#[cfg(feature = "salvo")]
impl SetCookieValues for salvo_core::Response {
    fn set_cookie_values(&self) -> Vec<String> {
        self.headers().set_cookie_values()
    }
}
