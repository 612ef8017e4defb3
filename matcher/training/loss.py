"""The contrastive loss of the bundled model."""

from __future__ import annotations

import torch
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from torch import Tensor


class MaskedContrastiveLoss(MultipleNegativesRankingLoss):
    """Symmetric InfoNCE in which texts of one group are no negatives of each other.

    Labels have shape (batch, 2): the group of a row's pair and the group of its negative. The
    base class embeds the columns; anchors are held against all positives and negatives, positives
    against all anchors, each with its own softmax.
    """

    def compute_loss_from_embeddings(self, embeddings: list[Tensor], labels: Tensor) -> Tensor:
        anchors, positives, *negatives = embeddings
        own = labels[:, 0]
        groups = torch.cat([own, *(labels[:, 1] for _ in negatives)])
        forward = self.scale * anchors @ torch.cat([positives, *negatives]).T
        backward = self.scale * positives @ anchors.T
        target = torch.arange(len(anchors), device=anchors.device)
        alike = own[:, None] == groups[None, :]
        alike[target, target] = False
        forward = forward.masked_fill(alike, -torch.inf)
        backward = backward.masked_fill(alike[:, : len(anchors)], -torch.inf)
        entropy = torch.nn.functional.cross_entropy
        return (entropy(forward, target) + entropy(backward, target)) / 2
