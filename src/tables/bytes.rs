//! A table as bytes, so that what the binary brings need not be parsed as TOML. The build script writes this form and the program reads
//! it, so it is never seen outside one build and may change freely; places are left out. Must not import anything of the crate but
//! `span`.
//!
//! ```text
//! table  = count (key value)*         keys sorted
//! key    = length UTF-8
//! value  = b't' length UTF-8          text
//!        | b'i' length digits         whole number
//!        | b'n' 8 bytes               number, IEEE 754
//!        | b'0' | b'1'                false, true
//!        | b'd' length text          a date as it is written
//!        | b'[' count value*          array
//!        | b'{' table                 table
//! ```
//!
//! Counts, lengths and numbers are little endian; the first two take 4 bytes.

use super::value::{At, Table, Value};
use std::borrow::Cow;

/// Writes a table.
pub fn write(table: &Table<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    write_table(table, &mut out);
    out
}

fn write_table(table: &Table<'_>, out: &mut Vec<u8>) {
    write_length(table.entries().len(), out);
    for (key, value) in table.entries() {
        write_text(&key.value, out);
        write_value(&value.value, out);
    }
}

fn write_value(value: &Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Text(text) => {
            out.push(b't');
            write_text(text, out);
        }
        Value::Integer(digits) => {
            out.push(b'i');
            write_text(digits, out);
        }
        Value::Number(number) => {
            out.push(b'n');
            out.extend(number.to_le_bytes());
        }
        Value::Boolean(boolean) => out.push(if *boolean { b'1' } else { b'0' }),
        Value::Date(date) => {
            out.push(b'd');
            write_text(date, out);
        }
        Value::Array(items) => {
            out.push(b'[');
            write_length(items.len(), out);
            items.iter().for_each(|item| write_value(&item.value, out));
        }
        Value::Table(table) => {
            out.push(b'{');
            write_table(table, out);
        }
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    write_length(text.len(), out);
    out.extend(text.as_bytes());
}

fn write_length(length: usize, out: &mut Vec<u8>) {
    // Files are limited to far below 4 GiB.
    out.extend(u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
}

/// Reads a table; its texts are borrowed, and everything stands nowhere. `None` when the bytes are no table.
pub fn read(bytes: &[u8]) -> Option<Table<'_>> {
    let mut rest = bytes;
    read_table(&mut rest).filter(|_| rest.is_empty())
}

fn read_table<'t>(rest: &mut &'t [u8]) -> Option<Table<'t>> {
    Table::of_sorted(read_all(rest, |rest| Some((At::nowhere(read_text(rest)?), At::nowhere(read_value(rest)?))))?)
}

fn read_value<'t>(rest: &mut &'t [u8]) -> Option<Value<'t>> {
    let (tag, after) = rest.split_first()?;
    *rest = after;
    Some(match tag {
        b't' => Value::Text(read_text(rest)?),
        b'i' => Value::Integer(read_text(rest)?),
        b'n' => {
            let (number, after) = rest.split_first_chunk()?;
            *rest = after;
            Value::Number(f64::from_le_bytes(*number))
        }
        b'0' => Value::Boolean(false),
        b'1' => Value::Boolean(true),
        b'd' => Value::Date(read_text(rest)?),
        b'[' => Value::Array(read_all(rest, |rest| read_value(rest).map(At::nowhere))?),
        b'{' => Value::Table(read_table(rest)?),
        _ => return None,
    })
}

/// A count and so many things.
fn read_all<'t, T>(rest: &mut &'t [u8], read: impl Fn(&mut &'t [u8]) -> Option<T>) -> Option<Vec<T>> {
    let count = read_length(rest)?;
    // Each takes a byte at least.
    let mut all = Vec::with_capacity(count.min(rest.len()));
    for _ in 0..count {
        all.push(read(rest)?);
    }
    Some(all)
}

fn read_text<'t>(rest: &mut &'t [u8]) -> Option<Cow<'t, str>> {
    let length = read_length(rest)?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    std::str::from_utf8(text).ok().map(Cow::Borrowed)
}

fn read_length(rest: &mut &[u8]) -> Option<usize> {
    let (length, after) = rest.split_first_chunk()?;
    *rest = after;
    usize::try_from(u32::from_le_bytes(*length)).ok()
}
