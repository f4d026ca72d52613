//! The same server as `server.mjs`, with the sessions of this crate. It knows as much HTTP/1.1 as its one
//! client needs.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use http::{Request, Response};
use iron_session::{IronSession, Session, SessionManager};
use serde_json::{Map, Value};

/// The session that both sides share: two members with names, and all others that JavaScript adds.
#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "14d", rename_all = "camelCase")]
pub(super) struct Shared {
    user_name: Option<String>,
    visits: u32,
    #[iron(flatten)]
    rest: BTreeMap<String, Value>,
}

/// Starts a server that ends with the test process. Returns its port.
pub(super) fn serve(sessions: SessionManager<Shared>) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("a bound address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // If this fails, the client gets no answer and its test fails.
            let _ = stream.map_err(Into::into).and_then(|stream| exchange(stream, &sessions));
        }
    });
    port
}

fn exchange(mut stream: TcpStream, sessions: &SessionManager<Shared>) -> Result<(), Box<dyn Error>> {
    let request = read(BufReader::new(&stream))?;
    let response = answer(&request, sessions).unwrap_or_else(|error| {
        let mut response = Response::new(error.to_string());
        *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
        response
    });
    write!(stream, "HTTP/1.1 {}\r\n", response.status())?;
    for (name, value) in response.headers() {
        write!(stream, "{name}: {}\r\n", value.to_str()?)?;
    }
    write!(stream, "\r\n{}", response.body())?;
    Ok(())
}

fn read(mut stream: impl BufRead) -> Result<Request<String>, Box<dyn Error>> {
    let mut line = || -> std::io::Result<String> {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    };
    let first = line()?;
    let mut parts = first.split(' ');
    let mut request =
        Request::builder().method(parts.next().ok_or("no method")?).uri(parts.next().ok_or("no path")?);
    let mut length = 0;
    while let Some((name, value)) = line()?.split_once(": ") {
        if name == "Content-Length" {
            length = value.parse()?;
        }
        request = request.header(name, value);
    }
    let mut body = String::new();
    stream.take(length).read_to_string(&mut body)?;
    Ok(request.body(body)?)
}

fn answer(
    request: &Request<String>,
    sessions: &SessionManager<Shared>,
) -> Result<Response<String>, Box<dyn Error>> {
    let mut session = sessions.load(request);
    let mut response = Response::new(String::new());
    let value = decoded(request.body().split_once('=').map_or("", |(_, value)| value))?;
    match request.uri().path() {
        "/session" => {}
        "/login" => session.set_user_name(value),
        "/change" => change(&mut session, serde_json::from_str(&value)?)?,
        "/logout" => {
            session.destroy().save(&mut response)?;
            return Ok(response);
        }
        path => return Err(format!("there is no {path}").into()),
    }
    session.save(&mut response)?;
    *response.body_mut() = members(&session).to_string();
    Ok(response)
}

fn change(session: &mut Session<Shared>, members: Map<String, Value>) -> Result<(), Box<dyn Error>> {
    for (name, value) in members {
        match name.as_str() {
            "userName" => session.set_user_name(serde_json::from_value::<String>(value)?),
            "visits" => session.set_visits(serde_json::from_value(value)?),
            _ => drop(session.rest_mut().insert(name, value)),
        }
    }
    Ok(())
}

/// The session as JavaScript shows it.
fn members(session: &Shared) -> Value {
    let mut members: Map<String, Value> = session.rest().clone().into_iter().collect();
    if let Some(name) = session.user_name() {
        members.insert("userName".to_owned(), name.into());
    }
    if session.visits() > 0 {
        members.insert("visits".to_owned(), session.visits().into());
    }
    members.into()
}

/// Decodes a value of a form.
fn decoded(value: &str) -> Result<String, Box<dyn Error>> {
    let mut pieces = value.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (digits, text) = piece.split_at_checked(2).ok_or("`%` without two digits")?;
        bytes.push(u8::from_str_radix(digits, 16)?);
        bytes.extend_from_slice(text.as_bytes());
    }
    Ok(String::from_utf8(bytes)?)
}
