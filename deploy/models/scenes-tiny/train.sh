#!/bin/sh
# Makes the model: masked pre-training, then recognition, then all heads. About two hours on two cores.
set -e
cd "$(dirname "$0")/../../.."
here=deploy/models/scenes-tiny
./deepav train pretrain --config $here/1-pretrain.conf
./deepav train joint --config $here/2-recognition.conf --export runs/scenes-tiny-2/model.safetensors
./deepav train joint --config $here/3-joint.conf --export $here/model.safetensors
./deepav eval joint $here/model.safetensors --set env.seed=1000 --json $here/evaluation.json
sha256sum $here/model.safetensors
