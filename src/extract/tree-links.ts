import type { ChildNode, ParentNode } from 'domhandler'

/** Appends the node as the parent's last child. */
export function attach(parent: ParentNode, node: ChildNode): void {
  const last = parent.children.at(-1)
  node.parent = parent
  node.prev = last ?? null
  node.next = null
  if (last !== undefined) last.next = node
  parent.children.push(node)
}

/** Takes the node out of its parent and from between its neighbours. */
export function detach(node: ChildNode): void {
  const { parent, prev, next } = node
  if (prev !== null) prev.next = next
  if (next !== null) next.prev = prev
  parent?.children.splice(parent.children.indexOf(node), 1)
}
