//! A keep-alive connection with just enough HTTP/1.1 to know where an answer ends.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Room for an answer; grows when a longer one comes.
const BUFFER: usize = 16 * 1024;

/// An open connection.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, readable until the next exchange.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    /// Its status code.
    pub(crate) status: u16,
    /// Its body.
    pub(crate) body: &'a [u8],
}

/// What the head of an answer says.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    /// Where the body starts.
    length: usize,
    body_length: usize,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream =
            TcpStream::connect(address).await.with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(BUFFER) })
    }

    /// Sends a request and waits for the whole answer.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            self.read_more().await?;
            if let Some(head) = head(&self.buffer)? {
                break head;
            }
        };
        while self.buffer.len() < head.length + head.body_length {
            self.read_more().await?;
        }
        Ok(Answer { status: head.status, body: &self.buffer[head.length..head.length + head.body_length] })
    }

    async fn read_more(&mut self) -> Result<()> {
        if self.buffer.len() == self.buffer.capacity() {
            self.buffer.reserve(self.buffer.len());
        }
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}

/// Reads the head, once all of it is there.
fn head(bytes: &[u8]) -> Result<Option<Head>> {
    const END: &[u8] = b"\r\n\r\n";
    const LENGTH: &[u8] = b"content-length:";
    let Some(end) = bytes.windows(END.len()).position(|window| window == END) else {
        return Ok(None);
    };
    let mut lines = bytes[..end].split(|byte| *byte == b'\n');
    let status = lines.next().and_then(|line| number(line.get(9..12)?)).context("no HTTP status line")?;
    let length = lines.find_map(|line| {
        let (name, value) = line.split_at_checked(LENGTH.len())?;
        name.eq_ignore_ascii_case(LENGTH).then_some(value)
    });
    let body_length = match length {
        Some(value) => number(value).context("a content length that is no number")?,
        None => 0,
    };
    Ok(Some(Head { status: status as u16, length: end + END.len(), body_length }))
}

fn number(text: &[u8]) -> Option<usize> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_once_they_are_whole() {
        let text = "HTTP/1.1 201 Created\r\nContent-Length: 12\r\nvary: origin\r\n\r\n{\"id\"";
        for length in 0..text.len() - 5 {
            assert_eq!(head(&text.as_bytes()[..length]).expect("so far it is well formed"), None);
        }
        let whole = head(text.as_bytes()).expect("it is well formed");
        assert_eq!(whole, Some(Head { status: 201, length: text.len() - 5, body_length: 12 }));
    }

    #[test]
    fn a_head_without_a_length_has_no_body() {
        let head = head(b"HTTP/1.1 204 No Content\r\n\r\n").expect("it is well formed");
        assert_eq!(head.map(|head| (head.status, head.body_length)), Some((204, 0)));
    }

    #[test]
    fn what_is_not_http_is_an_error() {
        for text in ["nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n"] {
            assert!(head(text.as_bytes()).is_err(), "{text}");
        }
    }
}
