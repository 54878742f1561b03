//! Reads tensors from a model file.

use safetensors::{Dtype, SafeTensors};

use crate::error::EncoderError;
use crate::integer::Columns;

/// The tensors of a model file, by name. What reads a part of it (the encoder, a head) asks for its own.
#[derive(Debug)]
pub struct Weights<'a> {
    tensors: SafeTensors<'a>,
}

impl<'a> Weights<'a> {
    /// Opens a model file.
    pub fn read(bytes: &'a [u8]) -> Result<Self, EncoderError> {
        Ok(Self {
            tensors: SafeTensors::deserialize(bytes)?,
        })
    }

    /// Floats of a tensor of this shape.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, EncoderError> {
        let (chunks, _rest) = self.bytes(name, Dtype::F32, shape)?.as_chunks::<4>();
        Ok(chunks
            .iter()
            .map(|bytes| f32::from_le_bytes(*bytes))
            .collect())
    }

    /// Whole numbers of a tensor of this shape.
    pub(crate) fn integers(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>, EncoderError> {
        Ok(self
            .bytes(name, Dtype::I8, shape)?
            .iter()
            .map(|byte| byte.cast_signed())
            .collect())
    }

    /// Rows of a tensor, told by its first dimension.
    pub(crate) fn n_rows(&self, name: &str) -> Option<usize> {
        self.tensors.tensor(name).ok()?.shape().first().copied()
    }

    /// A layer that maps `from` values to `to`: `NAME.weight` as whole numbers, `NAME.scale` and `NAME.bias`.
    pub(crate) fn linear(
        &self,
        name: &str,
        from: usize,
        to: usize,
    ) -> Result<Linear, EncoderError> {
        let weights = self.integers(&format!("{name}.weight"), &[to, from])?;
        let scales = self.floats(&format!("{name}.scale"), &[to])?;
        Ok(Linear {
            columns: Columns::of_weights(&weights, scales),
            bias: self.floats(&format!("{name}.bias"), &[to])?,
        })
    }

    fn bytes(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<&'a [u8], EncoderError> {
        let wrong = |found: String| EncoderError::Tensor {
            name: name.to_owned(),
            found,
            expected: format!("{dtype:?} {shape:?}"),
        };
        let tensor = self
            .tensors
            .tensor(name)
            .map_err(|_missing| wrong("nothing of this name".to_owned()))?;
        if tensor.dtype() == dtype && tensor.shape() == shape {
            Ok(tensor.data())
        } else {
            Err(wrong(format!("{:?} {:?}", tensor.dtype(), tensor.shape())))
        }
    }
}

/// A layer of the network.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    pub(crate) columns: Columns,
    pub(crate) bias: Vec<f32>,
}
