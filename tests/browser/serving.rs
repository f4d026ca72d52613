//! A small server for pages of more than one site: all names of this machine lead to it.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;

use http::{Request, Response};

/// Set-Cookie values of a response as they are, as an extension. No `HeaderValue` can hold all of them.
#[derive(Clone)]
pub(super) struct SetCookieLines(pub(super) Vec<String>);

/// Answers requests until the test process ends. Returns the port.
pub(super) fn serve(page: impl Fn(&Request<()>) -> Response<String> + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("a bound address").port();
    let page = Arc::new(page);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let page = Arc::clone(&page);
            // A browser may open a connection that it does not use.
            std::thread::spawn(move || answer(&stream, &*page));
        }
    });
    port
}

fn answer(mut stream: &TcpStream, page: &dyn Fn(&Request<()>) -> Response<String>) -> Option<()> {
    // The body of a request, which no page here reads, comes with its head or stays in the socket.
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let line = lines.next()?;
    let mut words = line.split(' ');
    let mut request = Request::builder().method(words.next()?).uri(words.next()?);
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(": ")?;
        request = request.header(name, value);
    }
    let response = page(&request.body(()).ok()?);
    let mut text = format!(
        "HTTP/1.1 {} .\r\nContent-Type: text/html\r\nConnection: close\r\n",
        response.status().as_u16()
    );
    for (name, value) in response.headers() {
        text.extend([name.as_str(), ": ", value.to_str().ok()?, "\r\n"]);
    }
    for value in response.extensions().get::<SetCookieLines>().into_iter().flat_map(|lines| &lines.0) {
        text.extend(["Set-Cookie: ", value, "\r\n"]);
    }
    let body = response.body();
    write!(stream, "{text}Content-Length: {}\r\n\r\n{body}", body.len()).ok()
}
