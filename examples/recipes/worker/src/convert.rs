//! Between the requests and responses of JavaScript and those of the crate `http`.

use http::{HeaderName, HeaderValue, Request, Response};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsError, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, Headers, ResponseInit};

/// The head of a request. It is an error if the crate `http` has no such method or address.
pub(crate) fn head(request: &web_sys::Request) -> Result<Request<()>, http::Error> {
    let mut head = Request::builder().method(request.method().as_str()).uri(request.url()).body(())?;
    for entry in request.headers().entries().into_iter().flatten() {
        let entry: Array = entry.unchecked_into();
        let (name, value) = (text(&entry, 0), text(&entry, 1));
        // From bytes, since a text would have to be ASCII. What is still no header is left out.
        let header = (name.parse::<HeaderName>(), HeaderValue::from_bytes(value.as_bytes()));
        if let (Ok(name), Ok(value)) = header {
            head.headers_mut().append(name, value);
        }
    }
    Ok(head)
}

fn text(entry: &Array, index: u32) -> String {
    entry.get(index).as_string().unwrap_or_default()
}

/// A field of the form that was posted. None if the body is no form or has no such text.
pub(crate) async fn field(request: &web_sys::Request, name: &str) -> Option<String> {
    let form: FormData = JsFuture::from(request.form_data().ok()?).await.ok()?.unchecked_into();
    form.get(name).as_string()
}

/// The response as JavaScript takes it. `append` keeps several Set-Cookie headers apart.
pub(crate) fn response(response: &Response<String>) -> Result<web_sys::Response, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in response.headers() {
        headers.append(name.as_str(), value.to_str().map_err(JsError::from)?)?;
    }
    let init = ResponseInit::new();
    init.set_status(response.status().as_u16());
    init.set_headers(&headers);
    web_sys::Response::new_with_opt_str_and_init(Some(response.body()), &init)
}
