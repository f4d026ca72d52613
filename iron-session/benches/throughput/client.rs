//! A client of one contender: a request with its cookie, again and again.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};

const CONNECTIONS: u32 = 32;

pub(crate) struct Client {
    connections: Vec<TcpStream>,
    request: Vec<u8>,
}

impl Client {
    /// A client that has the cookie which the server sets at `begin`, if that is a path.
    pub(crate) fn new(port: u16, begin: &str, path: &str) -> Self {
        let connect = || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the server listens");
        let connections: Vec<_> = (0..CONNECTIONS).map(|_| connect()).collect();
        for connection in &connections {
            connection.set_nodelay(true).expect("a socket");
        }
        let mut client = Self { connections, request: request(begin, "theme=dark") };
        let first = ask(&mut client.connections[0], &client.request);
        let cookie = first.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let pair = cookie.and_then(|text| text.split(';').next());
        client.request = request(path, &format!("theme=dark; {}; consent=yes", pair.unwrap_or("none=1")));
        client
    }

    /// Sends a request on each connection, and then takes all responses. Gives their number.
    pub(crate) fn ask_on_all(&mut self) -> u32 {
        for connection in &mut self.connections {
            connection.write_all(&self.request).expect("the server reads");
        }
        for connection in &mut self.connections {
            answer(connection);
        }
        CONNECTIONS
    }
}

fn request(path: &str, cookies: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\ncookie: {cookies}\r\n\r\n").into_bytes()
}

fn ask(connection: &mut TcpStream, request: &[u8]) -> String {
    connection.write_all(request).expect("the server reads");
    answer(connection)
}

/// The head of a response, which has no body.
fn answer(connection: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let mut part = [0; 4096];
    while !all.ends_with(b"\r\n\r\n") {
        let read = connection.read(&mut part).expect("the server answers");
        assert!(read > 0, "the server has closed the connection");
        all.extend_from_slice(&part[..read]);
    }
    assert!(all.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&all));
    String::from_utf8(all).expect("ASCII")
}
