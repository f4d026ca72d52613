//! A proxy before a server, which counts what is sent there, delays it, or swallows it.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch::{self, Receiver, Sender};

/// What becomes of bytes that reach the proxy.
#[derive(Clone, Copy)]
pub(crate) enum Mode {
    Pass,
    Delay(Duration),
    /// A connection whose bytes come now is dead for ever, and nobody is told.
    Swallow,
}

pub(crate) struct Proxy {
    port: u16,
    mode: Sender<Mode>,
    sent: Arc<AtomicUsize>,
}

impl Proxy {
    /// A proxy before the server of a port, which passes everything at first.
    pub(crate) async fn before(server: u16) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let (mode, modes) = watch::channel(Mode::Pass);
        let sent = Arc::<AtomicUsize>::default();
        let counter = Arc::clone(&sent);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).await else { continue };
                let ((from_client, to_client), (from_server, to_server)) =
                    (client.into_split(), server.into_split());
                tokio::spawn(pump(from_client, to_server, modes.clone(), Arc::clone(&counter)));
                tokio::spawn(pump(from_server, to_client, modes.clone(), Arc::default()));
            }
        });
        Ok(Self { port, mode, sent })
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub(crate) fn set(&self, mode: Mode) {
        self.mode.send_replace(mode);
    }

    /// How many pieces were sent to the server since the last time: each is one round trip.
    pub(crate) fn round_trips(&self) -> usize {
        self.sent.swap(0, Ordering::SeqCst)
    }
}

async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    modes: Receiver<Mode>,
    count: Arc<AtomicUsize>,
) -> std::io::Result<()> {
    let mut bytes = vec![0; 65_536];
    loop {
        let read = from.read(&mut bytes).await?;
        if read == 0 {
            return Ok(());
        }
        count.fetch_add(1, Ordering::SeqCst);
        let mode = *modes.borrow();
        match mode {
            Mode::Pass => {}
            Mode::Delay(delay) => tokio::time::sleep(delay).await,
            Mode::Swallow => std::future::pending().await,
        }
        to.write_all(&bytes[..read]).await?;
    }
}
