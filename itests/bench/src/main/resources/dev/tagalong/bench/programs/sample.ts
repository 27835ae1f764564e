// A piece of TypeScript in need of a formatter. It is repeated, with other names, until it is as long as a source file.
import {readFile,writeFile} from "fs";
import   * as path from 'path'

export interface OrderLineNAME<T extends object={}>{ id:number,name:string;price?:number , tags:Array<string>|null; meta:T}
type StateNAME="new"|"paid"|'sent'|"returned"|{ kind:'error',message:string,code:number }

enum ColourNAME { Red=1,Green = 1<<1, Blue=1 << 2,All=Red|Green|Blue }

export abstract class StoreNAME<K,V extends {toString():string}> implements Iterable<[K,V]>{
private readonly items:Map<K,V>=new Map(); protected static count=0
  constructor(private name:string,public readonly limit=100,options?:{strict:boolean,log?:(text:string)=>void}){ if(options&&options.strict){options.log?.(`strict store ${name} with ${limit>10?'many':"few"} places`)} StoreNAME.count++ }
    abstract load(key:K):Promise<V|undefined>
  async get(key:K,fallback:V|null=null){ const found=this.items.get(key); if(found!==undefined)return found
      else{ try{ const loaded=await this.load(key); if(loaded===undefined||loaded===null){ return fallback }else{ this.items.set(key,loaded);return loaded } }catch(error:any){ console.error("could not load",key,error?.message??'no message');throw error }finally{ this.trim() } } }
  private trim():void{ while(this.items.size>this.limit){ const first=this.items.keys().next().value as K;this.items.delete(first) } }
 *[Symbol.iterator]():IterableIterator<[K,V]>{ for(const entry of this.items)yield entry }
  get size(){return this.items.size}
  set size(value:number){ if(value<0)throw new RangeError('size must not be negative, but it is '+value); for(let i=this.items.size;i>value;i--)this.trim() }
}

export const totalNAME=<T extends object>(lines:ReadonlyArray<OrderLineNAME<T>>,discount:(line:OrderLineNAME<T>)=>number=()=>0)=>lines.filter(line=>line.price!==undefined&&line.price>0).map(line=>({ ...line,price:line.price!*(1-discount(line)) })).reduce((sum,{price})=>sum+price,0)

export function describeNAME(state:StateNAME,{verbose=false,indent=2,colour=ColourNAME.All}:{verbose?:boolean,indent?:number,colour?:ColourNAME}={}):string{
switch(typeof state==='string'?state:state.kind){case "new":return ' '.repeat(indent)+"a new order"
case'paid':case "sent": { const text=verbose?`the order is ${state} and will arrive some time soon, if all goes well`:`${state}`; return text.padStart(text.length+indent) }
    case "returned":return colour&ColourNAME.Red?'\u001b[31mreturned\u001b[0m':"returned"
default: const {message,code}=state as Exclude<StateNAME,string>;return message+(code?` (${code})`:'') } }

function* primesNAME(limit:number){ const composite=new Uint8Array(limit+1);outer:for(let i=2;i<=limit;i++){ if(composite[i])continue outer; yield i;for(let k=i*i;k<=limit;k+=i)composite[k]=1 } }

export default async function mainNAME(...names:string[]){ const results=await Promise.all(names.map(async(name,index)=>{ const file=path.join(__dirname,name+(index%2===0?'.json':".txt")); const text=await new Promise<string>((resolve,reject)=>readFile(file,'utf8',(error,data)=>error?reject(error):resolve(data)));return text.split(/\r?\n/g).filter(Boolean).length }))
  if(results.some(n=>n>1e3)||results.length===0){ console.log('much',[...primesNAME(100)].join(', '),results.map(r=>r.toFixed(2)),{a:1,'b-c':[1,2,3,[4,5,{d:null}]],e:function(){return this}}) }
  for(const key in {x:1,y:2} as Record<string,number>){ let label:string|undefined=undefined; label??=key; do{ label+=label }while(label.length<10) writeFile('/dev/null',label,()=>{}) } }
