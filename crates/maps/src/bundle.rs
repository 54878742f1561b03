//! Loose files of one map in one piece.
//!
//! **What.** A Shapefile is several files, and a snapshot's hash is that of one piece of bytes. This makes the piece: a ZIP archive that depends on nothing but the names and the
//! contents. Not for packing anything else: nothing is compressed.
//!
//! **Shape.** Files in the order of their names, stored as they are, dated to the first day that the format knows. The same files give the same bytes, today and in later versions,
//! so the hash can be had again.
//!
//! **Sources.** PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, and 4.3.16.
//!
//! **Example.**
//!
//! ```
//! let files = [("ridge.shp", b"shapes".as_slice()), ("ridge.dbf", b"records")];
//! let mut other_order = files;
//! other_order.reverse();
//! assert_eq!(salient_maps::bundle(&files), salient_maps::bundle(&other_order));
//! ```

/// 1 January 1980, as the format writes it.
const FIRST_DAY: u16 = 0x0021;
/// Version 2.0 of the format is enough to read it.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;

/// The archive of these files, each a name without folders and its content.
///
/// The format counts sizes in 32 bits; [`Limits`](crate::Limits) refuses far smaller archives, so larger files are cut off in the counts and refused on reading.
#[must_use]
pub fn bundle(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut files = files.to_vec();
    files.sort_unstable();
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in &files {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let mut entry = Vec::new();
        for number in [VERSION, FLAGS, 0, 0, FIRST_DAY] {
            entry.extend(number.to_le_bytes());
        }
        for number in [crc.sum(), count(content.len()), count(content.len())] {
            entry.extend(number.to_le_bytes());
        }
        entry.extend(count_16(name.len()).to_le_bytes());
        // No extra field.
        entry.extend([0; 2]);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&entry);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(count(archive.len()).to_le_bytes());
        directory.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(entry);
        archive.extend(name.as_bytes());
        archive.extend(*content);
    }
    let (n_files, directory_at) = (count_16(files.len()), count(archive.len()));
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06");
    archive.extend([0; 4]);
    for number in [n_files, n_files] {
        archive.extend(number.to_le_bytes());
    }
    for number in [count(directory.len()), directory_at] {
        archive.extend(number.to_le_bytes());
    }
    archive.extend([0; 2]);
    archive
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn count_16(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn another_implementation_reads_what_was_put_in() {
        let archive = bundle(&[("b.dbf", b"two"), ("a.shp", b""), ("ї.prj", b"three")]);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
        let mut found = Vec::new();
        for index in 0..zip.len() {
            let mut file = zip.by_index(index).expect("a file");
            let mut content = String::new();
            file.read_to_string(&mut content)
                .expect("its checksum is right");
            found.push((file.name().expect("UTF-8").into_owned(), content));
        }
        let expected = [("a.shp", ""), ("b.dbf", "two"), ("ї.prj", "three")];
        assert_eq!(
            found,
            expected.map(|(name, content)| (name.to_owned(), content.to_owned()))
        );
    }
}
